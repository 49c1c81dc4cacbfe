package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** {@code response_mode} is {@code query} or {@code form_post}. */
final class KnownResponseMode implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var mode = draft.get(RequestParameter.RESPONSE_MODE);
    return mode.isEmpty() || ResponseMode.parse(mode.get()).isPresent()
        ? Refusal.none()
        : Refusal.toClient(FrontChannelError.RESPONSE_MODE_UNSUPPORTED);
  }
}
