package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/** Request objects are not processed, and that is said (OpenID Connect Core 1.0, 6). */
final class NoRequestObject implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (draft.get("request").isPresent()) {
      return Refusal.toClient(FrontChannelError.REQUEST_OBJECT);
    }
    if (draft.get("request_uri").isPresent()) {
      return Refusal.toClient(FrontChannelError.REQUEST_URI);
    }
    return draft.get("registration").isPresent()
        ? Refusal.toClient(FrontChannelError.REGISTRATION)
        : Refusal.none();
  }
}
