package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** {@code response_type} is {@code code}: no token ever passes through the browser. */
final class CodeResponseType implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var type = draft.get("response_type");
    if (type.isEmpty()) {
      return Refusal.invalid("response_type is missing.");
    }
    return type.get().equals("code")
        ? Refusal.none()
        : Refusal.toClient("unsupported_response_type", "response_type must be code.");
  }
}
