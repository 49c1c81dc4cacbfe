package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** {@code claims} is a JSON object (OpenID Connect Core 1.0, 5.5). */
final class ReadableClaims implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.get("claims").filter(json -> ClaimsRequest.parse(json).isEmpty()).isPresent()
        ? Refusal.invalid("claims is not a JSON object of the form of OpenID Connect Core 5.5.")
        : Refusal.none();
  }
}
