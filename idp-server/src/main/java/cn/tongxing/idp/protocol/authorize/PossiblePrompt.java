package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code prompt} holds known values, and {@code none} stands alone. */
final class PossiblePrompt implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var values = draft.list(RequestParameter.PROMPT);
    if (!values.stream().allMatch(value -> Prompt.parse(value).isPresent())) {
      return Refusal.toClient(FrontChannelError.PROMPT_UNKNOWN);
    }
    return values.contains(Prompt.NONE.written()) && values.size() > 1
        ? Refusal.toClient(FrontChannelError.PROMPT_NONE_NOT_ALONE)
        : Refusal.none();
  }
}
