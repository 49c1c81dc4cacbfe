package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** Request objects are not processed, and that is said (OpenID Connect Core 1.0, 6). */
final class NoRequestObject implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (draft.get("request").isPresent()) {
      return Refusal.toClient("request_not_supported", "request is not supported.");
    }
    if (draft.get("request_uri").isPresent()) {
      return Refusal.toClient("request_uri_not_supported", "request_uri is not supported.");
    }
    return draft.get("registration").isPresent()
        ? Refusal.toClient("registration_not_supported", "registration is not supported.")
        : Refusal.none();
  }
}
