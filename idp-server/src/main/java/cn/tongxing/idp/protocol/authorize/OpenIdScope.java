package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/**
 * {@code scope} holds {@code openid}. Scopes that are unknown or not the client's are left out, not
 * refused (OpenID Connect Core 1.0, 3.1.2.1); the token response says what was granted.
 */
final class OpenIdScope implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (!draft.parameters().list("scope").contains("openid")) {
      return Refusal.toClient("invalid_scope", "scope must contain openid.");
    }
    return draft.knownClient().scopes().contains("openid")
        ? Refusal.none()
        : Refusal.toClient("invalid_scope", "The client is not registered for openid.");
  }
}
