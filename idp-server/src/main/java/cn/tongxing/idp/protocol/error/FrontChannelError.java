package cn.tongxing.idp.protocol.error;

import static cn.tongxing.idp.protocol.error.ProtocolError.Place.AT_THE_CLIENT;
import static cn.tongxing.idp.protocol.error.ProtocolError.Place.ON_A_PAGE;
import static cn.tongxing.idp.protocol.error.ProtocolError.Place.SIGNING_OUT;

import cn.tongxing.adapter.spi.LocalizedText;

/** Errors of the authorization and the end-session endpoint: on pages, and at the client. */
public enum FrontChannelError implements ProtocolError {
  PARAMETER_REPEATED(
      ON_A_PAGE,
      "invalid_request",
      "%s was sent more than once.",
      "参数重复。检查授权地址是否已经带有这个参数，又追加了一次。",
      "參數重複。請檢查授權網址是否已帶有這個參數，又附加了一次。",
      "Check whether the authorization address already has the parameter before adding it."),
  PARAMETER_TOO_LONG(
      ON_A_PAGE,
      "invalid_request",
      "%s is longer than %s bytes as sent (percent-encoded).",
      "参数过长。state 里只放一个随机值，内容存在自己的会话里。",
      "參數過長。state 只放一個隨機值，內容存在自己的工作階段裡。",
      "Keep what state stands for in a session of your own and send a random value."),
  TOO_MANY_PARAMETERS(
      ON_A_PAGE,
      "invalid_request",
      "More than %s parameters, or more than %s bytes of them.",
      "参数过多或总长过大。",
      "參數過多，或總長度過大。",
      "Send what this page names only."),
  CLIENT_ID_MISSING(
      ON_A_PAGE,
      "invalid_request",
      "client_id is missing.",
      "没有 client_id。",
      "沒有 client_id。",
      "Send the client_id that was registered."),
  CLIENT_ID_UNKNOWN(
      ON_A_PAGE,
      "invalid_request",
      "client_id is not registered here, or is disabled.",
      "client_id 没有在本系统登记，或已停用。检查是否连到了另一套环境。",
      "client_id 沒有在本系統登記，或已停用。請檢查是否連到另一套環境。",
      "Check for the wrong environment; ask the operator whether the client is enabled."),
  REDIRECT_URI_MISSING(
      ON_A_PAGE,
      "invalid_request",
      "redirect_uri is missing.",
      "没有 redirect_uri。",
      "沒有 redirect_uri。",
      "Send it always, also where only one is registered."),
  REDIRECT_URI_NOT_REGISTERED(
      ON_A_PAGE,
      "invalid_request",
      "redirect_uri is not registered for this client; it is compared byte by byte.",
      "返回地址与登记的不是逐字节相同：查协议、端口、末尾斜杠、大小写。应用在代理后面时，常见的是 http 与 https 不一致。",
      "返回網址與登記的不是逐位元組相同：請檢查通訊協定、連接埠、結尾斜線、大小寫。應用程式在代理伺服器後面時，常見的是 http 與 https 不一致。",
      "Compare scheme, port, trailing slash and case; behind a proxy an application often writes"
          + " http for https."),
  AUTHORIZATION_OVER(
      ON_A_PAGE,
      "invalid_request",
      "This authorization is over or belongs to another browser. Begin again at the application.",
      "链接用过、过期或来自另一个浏览器。从应用重新开始。",
      "連結已用過、過期，或來自另一個瀏覽器。請從應用程式重新開始。",
      "Begin again at the application."),
  AUTHORIZATION_ANSWERED(
      ON_A_PAGE,
      "invalid_request",
      "This authorization has been answered, and its code redeemed. Go on at the application.",
      "同一次授权又提交了一遍，而授权码已经兑换。回到应用继续即可。",
      "同一次授權又送出了一遍，而授權碼已經兌換。回到應用程式繼續即可。",
      "The same authorization was submitted again after its code was redeemed; go on at the"
          + " application."),
  CLIENT_HAS_NO_CODE_FLOW(
      AT_THE_CLIENT,
      "unauthorized_client",
      "The client is not registered for authorization codes.",
      "应用没有登记 authorization_code。",
      "Register grant_types: [authorization_code]."),
  REQUEST_OBJECT(
      AT_THE_CLIENT,
      "request_not_supported",
      "request is not supported.",
      "不支持 request 参数。",
      "Send plain parameters."),
  REQUEST_URI(
      AT_THE_CLIENT,
      "request_uri_not_supported",
      "request_uri is not supported.",
      "不支持 request_uri 参数。",
      "Send plain parameters."),
  REGISTRATION(
      AT_THE_CLIENT,
      "registration_not_supported",
      "registration is not supported.",
      "不支持 registration 参数。",
      "Leave it out; the operator registers clients."),
  RESPONSE_TYPE_MISSING(
      AT_THE_CLIENT,
      "invalid_request",
      "response_type is missing.",
      "没有 response_type。",
      "Send response_type=code."),
  RESPONSE_TYPE_UNSUPPORTED(
      AT_THE_CLIENT,
      "unsupported_response_type",
      "response_type must be code.",
      "只支持授权码（response_type=code）；隐式与混合流程不支持。",
      "Use the code flow; implicit and hybrid flows are not supported."),
  RESPONSE_MODE_UNSUPPORTED(
      AT_THE_CLIENT,
      "invalid_request",
      "response_mode must be query or form_post.",
      "response_mode 只能是 query 或 form_post。",
      "Leave it out, or send query or form_post."),
  SCOPE_WITHOUT_OPENID(
      AT_THE_CLIENT,
      "invalid_scope",
      "scope must contain openid.",
      "scope 里没有 openid。多个值用空格分隔，不是逗号。",
      "Add openid; values are separated by spaces, not commas."),
  OPENID_NOT_ALLOWED(
      AT_THE_CLIENT,
      "invalid_scope",
      "The client is not registered for openid.",
      "应用没有登记 openid。",
      "Register the scope openid."),
  PKCE_MISSING(
      AT_THE_CLIENT,
      "invalid_request",
      "code_challenge is missing: PKCE with S256 is required (RFC 7636). Spring Boot 3: one bean"
          + " with OAuth2AuthorizationRequestCustomizers.withPkce(); mod_auth_openidc:"
          + " OIDCPKCEMethod S256; authlib: code_challenge_method=S256.",
      "没有 PKCE。在应用里打开它：见 [PKCE](../operations/clients.md#pkce)。",
      "Turn PKCE on: [PKCE](../operations/clients.md#pkce) has the line for each library."),
  PKCE_NOT_S256(
      AT_THE_CLIENT,
      "invalid_request",
      "code_challenge_method must be S256.",
      "code_challenge_method 必须是 S256；plain 不支持。",
      "Send S256; plain is not supported."),
  PKCE_MALFORMED(
      AT_THE_CLIENT,
      "invalid_request",
      "code_challenge is not the S256 of anything: 43 characters of base64url without padding.",
      "code_challenge 不是 43 个 base64url 字符（末尾不带 =）。",
      "Encode the SHA-256 as base64url without padding."),
  NONCE_MISSING(
      AT_THE_CLIENT,
      "invalid_request",
      "nonce is missing: a client that is exempt from PKCE must send it, and check it in the ID"
          + " token (RFC 9700 2.1.1).",
      "没有 nonce。豁免 PKCE 的应用必须发送 nonce，并在 ID 令牌里核对。",
      "Send a random nonce with each request and compare it with the ID token's; better, send"
          + " PKCE."),
  NONCE_TOO_LONG(
      AT_THE_CLIENT,
      "invalid_request",
      "nonce is longer than 512 characters.",
      "nonce 过长。",
      "Send a random value."),
  PROMPT_UNKNOWN(
      AT_THE_CLIENT,
      "invalid_request",
      "prompt holds an unknown value.",
      "prompt 只能是 none、login、consent、select_account。",
      "Send none, login, consent or select_account."),
  PROMPT_NONE_NOT_ALONE(
      AT_THE_CLIENT,
      "invalid_request",
      "prompt=none stands alone.",
      "prompt=none 不能与其他值同时出现。",
      "Leave the other values out."),
  MAX_AGE_NO_NUMBER(
      AT_THE_CLIENT,
      "invalid_request",
      "max_age must be a number of seconds.",
      "max_age 必须是秒数。",
      "Send a whole number of seconds."),
  CLAIMS_UNREADABLE(
      AT_THE_CLIENT,
      "invalid_request",
      "claims is not a JSON object of the form of OpenID Connect Core 5.5.",
      "claims 不是规定形式的 JSON。",
      "Check the JSON, and that it was percent-encoded once."),
  RESOURCE_UNKNOWN(
      AT_THE_CLIENT,
      "invalid_target",
      "A resource is not registered, or not for this client (RFC 8707).",
      "resource 没有登记，或没有给这个应用登记。",
      "Have the resource registered with this client among its clients."),
  ID_TOKEN_HINT_NOT_OWN(
      AT_THE_CLIENT,
      "invalid_request",
      "id_token_hint is not an ID token that was issued to this client.",
      "id_token_hint 不是发给本应用的 ID 令牌。",
      "Send an ID token of this client, not an access token."),
  ACR_UNKNOWN(
      AT_THE_CLIENT,
      "unmet_authentication_requirements",
      "None of the essential levels is known here.",
      "要求的级别都不存在。",
      "acr_values_supported of discovery lists the levels."),
  ACR_NOT_REACHED(
      AT_THE_CLIENT,
      "unmet_authentication_requirements",
      "The level asked for was not reached.",
      "这个人没有达到要求的级别。",
      "Tell the person which level the service needs."),
  LOGIN_REQUIRED(
      AT_THE_CLIENT,
      "login_required",
      "The person would have to sign in.",
      "静默登录时本人没有登录：正常情况，改为普通登录。",
      "Nothing is wrong: begin a sign-in without prompt=none."),
  INTERACTION_REQUIRED(
      AT_THE_CLIENT,
      "interaction_required",
      "The person would have to reach a higher level.",
      "静默登录时级别不够：改为普通登录。",
      "Begin a sign-in without prompt=none."),
  CONSENT_REQUIRED(
      AT_THE_CLIENT,
      "consent_required",
      "The person has not agreed yet.",
      "静默登录时本人还没有同意：改为普通登录。",
      "Begin a sign-in without prompt=none."),
  OTHER_PERSON(
      AT_THE_CLIENT,
      "login_required",
      "Another person has signed in.",
      "登录的不是 id_token_hint 或 claims 里指定的人。",
      "Leave the hint out if anyone may sign in."),
  DID_NOT_SIGN_IN(
      AT_THE_CLIENT,
      "access_denied",
      "The person did not sign in.",
      "本人没有完成登录。",
      "Offer to begin again."),
  DID_NOT_AGREE(
      AT_THE_CLIENT,
      "access_denied",
      "The person refused.",
      "本人没有同意提供信息。",
      "Explain what the service needs, and offer to begin again."),
  LOGOUT_PARAMETER_REPEATED(
      SIGNING_OUT,
      "invalid_request",
      "%s was sent more than once.",
      "参数重复。",
      "參數重複。",
      "Send it once."),
  LOGOUT_CLIENT_UNKNOWN(
      SIGNING_OUT,
      "invalid_request",
      "The client that client_id or id_token_hint names is not registered here, or is disabled.",
      "client_id 或 id_token_hint 里的应用没有在本系统登记，或已停用。",
      "client_id 或 id_token_hint 裡的應用程式沒有在本系統登記，或已停用。",
      "Check for the wrong environment; ask the operator whether the client is enabled."),
  LOGOUT_HINT_OF_ANOTHER_CLIENT(
      SIGNING_OUT,
      "invalid_request",
      "id_token_hint was issued to another client than client_id names.",
      "id_token_hint 是发给另一个应用的。",
      "id_token_hint 是發給另一個應用程式的。",
      "Send the ID token of this client, or leave client_id out."),
  LOGOUT_HINT_UNREADABLE(
      SIGNING_OUT,
      "invalid_request",
      "id_token_hint cannot be read: not an ID token of this server, cut off, or of a withdrawn"
          + " key.",
      "id_token_hint 无法读取：不是本系统签发的 ID 令牌、被截断，或密钥已撤回。发 ID 令牌，不是访问令牌。",
      "id_token_hint 無法讀取：不是本系統簽發的 ID 權杖、被截斷，或金鑰已撤回。請送 ID 權杖，不是存取權杖。",
      "Send the whole ID token, not the access token."),
  LOGOUT_ADDRESS_NOT_REGISTERED(
      SIGNING_OUT,
      "invalid_request",
      "post_logout_redirect_uri is not registered for the client of the request.",
      "退出后的返回地址没有登记；或没有 id_token_hint，不知道是哪个应用。",
      "登出後的返回網址沒有登記；或沒有 id_token_hint，不知道是哪個應用程式。",
      "Register post_logout_redirect_uris; send id_token_hint."),
  LOGOUT_PAGE_OF_ANOTHER(
      SIGNING_OUT,
      "invalid_request",
      "This page is of another browser or session.",
      "页面来自另一个浏览器或会话。",
      "頁面來自另一個瀏覽器或工作階段。",
      "Begin again at the application.");

  @SuppressWarnings("ImmutableEnumChecker") // a record of an enum and texts
  private final Entry entry;

  /** Of an error that is told to programs. */
  FrontChannelError(Place place, String code, String says, String inChinese, String remedy) {
    entry = new Entry(place, code, says, inChinese, remedy);
  }

  /** Of an error that stands on a page, in each of its languages. */
  FrontChannelError(
      Place place,
      String code,
      String says,
      String inChinese,
      String inTraditional,
      String remedy) {
    entry = new Entry(place, code, says, new LocalizedText(inChinese, inTraditional, remedy));
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
