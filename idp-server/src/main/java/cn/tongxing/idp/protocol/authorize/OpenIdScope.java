package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/**
 * {@code scope} holds {@code openid}. Scopes that are unknown or not the client's are left out, not
 * refused (OpenID Connect Core 1.0, 3.1.2.1); the token response says what was granted.
 */
final class OpenIdScope implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (!draft.list(RequestParameter.SCOPE).contains("openid")) {
      return Refusal.toClient(FrontChannelError.SCOPE_WITHOUT_OPENID);
    }
    return draft.knownClient().permissions().scopes().contains("openid")
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.OPENID_NOT_ALLOWED);
  }
}
