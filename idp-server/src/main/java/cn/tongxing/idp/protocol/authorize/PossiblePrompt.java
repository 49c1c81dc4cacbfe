package cn.tongxing.idp.protocol.authorize;

import java.util.Optional;

/** {@code prompt} holds known values, and {@code none} stands alone. */
final class PossiblePrompt implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var values = draft.parameters().list("prompt");
    if (!values.stream().allMatch(value -> Prompt.parse(value).isPresent())) {
      return Refusal.invalid("prompt holds an unknown value.");
    }
    return values.contains("none") && values.size() > 1
        ? Refusal.invalid("prompt=none stands alone.")
        : Refusal.none();
  }
}
