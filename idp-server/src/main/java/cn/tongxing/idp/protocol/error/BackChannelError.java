package cn.tongxing.idp.protocol.error;

import static cn.tongxing.idp.protocol.error.ProtocolError.Place.BACK_CHANNEL;
import static cn.tongxing.idp.protocol.error.ProtocolError.Place.DISCOVERY;
import static cn.tongxing.idp.protocol.error.ProtocolError.Place.USERINFO;

/** Errors that programs get: token, introspection, revocation, UserInfo, discovery. */
public enum BackChannelError implements ProtocolError {
  UNREADABLE(
      BACK_CHANNEL,
      "invalid_request",
      "The parameters cannot be read: wrong percent-encoding, not UTF-8, or too large.",
      "参数无法读取：百分号编码有误、不是 UTF-8，或过大。",
      "Build the form with a library instead of by hand."),
  CONTENT_TYPE(
      BACK_CHANNEL,
      "invalid_request",
      "Content-Type must be application/x-www-form-urlencoded; it was %s.",
      "请求体必须是表单，不是 JSON 或 multipart。",
      "Send a form, not JSON and not multipart."),
  REPEATED(
      BACK_CHANNEL,
      "invalid_request",
      "%s was sent more than once.",
      "参数重复。",
      "Send it once, in the body."),
  MISSING(
      BACK_CHANNEL,
      "invalid_request",
      "%s is missing or cannot be used.",
      "缺少参数，或参数为空。",
      "Send it in the body."),
  TWO_AUTHENTICATIONS(
      BACK_CHANNEL,
      "invalid_request",
      "The client authenticates in more than one way: of the Authorization header, client_secret and"
          + " client_assertion one is allowed (RFC 6749 2.3).",
      "用了不止一种方式证明应用身份：Authorization 请求头、client_secret、client_assertion 只留一种。",
      "Leave all but one of them out."),
  OTHER_CLIENT_NAMED(
      BACK_CHANNEL,
      "invalid_request",
      "client_id in the body is another one than the client that authenticates.",
      "请求体里的 client_id 与证明身份的应用（请求头或 client_assertion 里的）不同。",
      "Leave client_id out of the body."),
  NO_AUTHENTICATION(
      BACK_CHANNEL,
      "invalid_client",
      "Nothing names the client: neither an Authorization header nor client_id.",
      "没有说明是哪个应用：既没有 Authorization 请求头，也没有 client_id。代理可能去掉了请求头。",
      "Send one; a proxy in between may have taken the header out."),
  BASIC_UNREADABLE(
      BACK_CHANNEL,
      "invalid_client",
      "The Authorization header is not Basic with base64 of client_id:secret.",
      "Authorization 请求头不是 Basic 加 client_id:密钥 的 base64。",
      "Let the library write the header."),
  UNKNOWN_CLIENT(
      BACK_CHANNEL,
      "invalid_client",
      "The client is not registered here, or is disabled.",
      "应用没有在本系统登记，或已停用。检查是否连到了另一套环境。",
      "Check for the wrong environment; ask the operator whether the client is enabled."),
  BODY_INSTEAD_OF_HEADER(
      BACK_CHANNEL,
      "invalid_client",
      "The secret came in the body, but the client is registered for client_secret_basic.",
      "密钥在请求体里，而登记的是 client_secret_basic。",
      "Set the library to client_secret_basic, or have token_endpoint_auth_method changed."),
  HEADER_INSTEAD_OF_BODY(
      BACK_CHANNEL,
      "invalid_client",
      "The secret came in the header, but the client is registered for client_secret_post.",
      "密钥在请求头里，而登记的是 client_secret_post。",
      "Set the library to client_secret_post, or have token_endpoint_auth_method changed."),
  SECRET_OF_A_PUBLIC_CLIENT(
      BACK_CHANNEL,
      "invalid_client",
      "The client is public (token_endpoint_auth_method none) and sent a secret.",
      "登记的是公开应用（none），却带了密钥。",
      "Send client_id in the body and nothing else."),
  SECRET_MISSING(
      BACK_CHANNEL,
      "invalid_client",
      "The client is named but sent no secret, and it is not a public client.",
      "只有 client_id，没有密钥。",
      "Configure the secret."),
  SECRET_NOT_ENCODED(
      BACK_CHANNEL,
      "invalid_client",
      "The secret must be form-urlencoded before base64 (RFC 6749 2.3.1).",
      "密钥含有特殊字符，放进请求头之前没有先做表单编码。换成 client apply 生成的密钥最简单。",
      "Easiest: a secret that client apply generates, which needs no encoding."),
  SECRET_WRONG(
      BACK_CHANNEL,
      "invalid_client",
      "The secret is not one of this client.",
      "密钥不对：可能已更换，或末尾多了换行。",
      "It may have been replaced, or carry a line break."),
  ASSERTION_MISSING(
      BACK_CHANNEL,
      "invalid_client",
      "The client is registered for private_key_jwt and sent no client_assertion.",
      "登记的是 private_key_jwt，请求里没有 client_assertion。",
      "Send client_assertion and client_assertion_type, and no secret."),
  ASSERTION_NOT_REGISTERED(
      BACK_CHANNEL,
      "invalid_client",
      "The client sent a client_assertion, but is not registered for private_key_jwt.",
      "带了 client_assertion，而登记的不是 private_key_jwt。",
      "Use the registered method, or have token_endpoint_auth_method changed."),
  ASSERTION_UNREADABLE(
      BACK_CHANNEL,
      "invalid_client",
      "client_assertion is no signed JWT that names a client in sub, or client_assertion_type is not"
          + " urn:ietf:params:oauth:client-assertion-type:jwt-bearer (RFC 7523 2.2), or one of them"
          + " stands in the address.",
      "client_assertion 不是带签名、在 sub 里写明应用的 JWT，或 client_assertion_type 不对，或其中一个写在了地址里。",
      "Let a library make it, and send both parameters in the body."),
  ASSERTION_REFUSED(
      BACK_CHANNEL,
      "invalid_client",
      "The client_assertion does not hold. iss and sub are the client_id; aud is the issuer, as one"
          + " text; exp is at most 5 minutes ahead; jti is new; alg, kid and signature are those of"
          + " the registered keys.",
      "client_assertion 不成立：iss、sub 是 client_id；aud 是颁发者（一个字符串，不是令牌地址）；exp 在 5 分钟以内；jti 每次都新；算法、密钥与登记一致。是哪一条，见服务器日志这一行的方括号。",
      "Compare it with that list; which of them it is stands in the operator's log, in brackets, and"
          + " in the audit trail (reason). Most often aud is the token endpoint, or a clock is"
          + " wrong."),
  GRANT_TYPE_UNSUPPORTED(
      BACK_CHANNEL,
      "unsupported_grant_type",
      "grant_type must be authorization_code, refresh_token or client_credentials.",
      "不支持这种 grant_type。",
      "password and implicit are not supported and never will be."),
  GRANT_TYPE_NOT_REGISTERED(
      BACK_CHANNEL,
      "unauthorized_client",
      "The client is not registered for this grant type.",
      "应用没有登记这种 grant_type。",
      "Have grant_types of the client extended."),
  CODE_REFUSED(
      BACK_CHANNEL,
      "invalid_grant",
      "The code is unknown, expired, used before, or was issued for another request.",
      "授权码不存在、过期（60 秒）、已用过，或 redirect_uri、code_verifier、应用与授权时不同。是哪一种，见服务器日志这一行的方括号。",
      "Codes live 60 s and are good once; redirect_uri, code_verifier and client must be those of"
          + " the authorization. Which it was stands in the operator's log, in brackets, and in the"
          + " audit trail."),
  REFRESH_TOKEN_REFUSED(
      BACK_CHANNEL,
      "invalid_grant",
      "The refresh token is unknown, expired, revoked, or another client's.",
      "刷新令牌不存在、过期、已撤销或属于别的应用。每次刷新都要保存新的刷新令牌。是哪一种，见服务器日志这一行的方括号（reused：旧令牌又用了一次）。",
      "Keep the new refresh token of every answer; otherwise begin a sign-in. Which it was stands in"
          + " the operator's log, in brackets (reused: an older token came again)."),
  SCOPE_TOO_WIDE(
      BACK_CHANNEL,
      "invalid_scope",
      "More was asked for than was granted, or than the client is registered for now.",
      "刷新时要的 scope 多于授权时的，或已从登记里去掉。",
      "Leave scope out."),
  SCOPE_NOT_FOR_A_CLIENT(
      BACK_CHANNEL,
      "invalid_scope",
      "The client may not have this scope for itself.",
      "应用自身不能要这个 scope：没有登记，或属于个人信息。",
      "Ask for registered scopes that are not about a person."),
  RESOURCE_REFUSED(
      BACK_CHANNEL,
      "invalid_target",
      "resource names more than one, one that was not granted, or one that is not registered for"
          + " the client (RFC 8707).",
      "一个令牌只给一个 resource：它要在授权时要过，并且给这个应用登记过。",
      "Ask for one resource at a time, one that the authorization request named."),
  PUBLIC_CLIENT_INTROSPECTS(
      BACK_CHANNEL,
      "unauthorized_client",
      "A public client may not introspect.",
      "公开应用不能查询令牌。",
      "Introspect with the resource server's own client."),
  SERVER_ERROR(
      BACK_CHANNEL,
      "server_error",
      "The server failed; its log says more.",
      "服务器出错，原因在服务器日志里。",
      "Tell the operator the time."),
  TWO_TOKENS(
      USERINFO,
      "invalid_request",
      "More than one token was sent.",
      "令牌发送了两次。",
      "Send it in the Authorization header only."),
  BODY_UNREADABLE(
      USERINFO,
      "invalid_request",
      "The body cannot be read: wrong percent-encoding, not UTF-8, or too large.",
      "请求体无法读取。令牌放在 Authorization 请求头里最简单。",
      "Send the token in the Authorization header."),
  TOKEN_REFUSED(
      USERINFO,
      "invalid_token",
      "The token is expired, revoked, or for another resource.",
      "令牌过期（5 分钟）、已撤销，或是给别的资源的；也可能发来的是 ID 令牌。是哪一种，见服务器日志这一行的方括号。",
      "Refresh it; send the access token, not the ID token. Which it was stands in the operator's log,"
          + " in brackets."),
  TOKEN_WITHOUT_OPENID(
      USERINFO, "insufficient_scope", "The token lacks openid.", "令牌没有 openid。", "Ask for openid."),
  ISSUER_WITH_SLASH(
      DISCOVERY,
      "invalid_request",
      "The issuer has no trailing slash: %s",
      "issuer 末尾多了斜杠。照原样写，不带斜杠。",
      "Configure the issuer as it is written there.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and texts
  private final Entry entry;

  BackChannelError(Place place, String code, String says, String inChinese, String remedy) {
    entry = new Entry(place, code, says, inChinese, remedy);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
