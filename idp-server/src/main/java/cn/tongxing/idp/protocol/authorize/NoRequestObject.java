package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import java.util.Optional;

/**
 * Request objects ({@code request}, {@code request_uri}) and {@code registration} are not
 * processed, and that is said (OpenID Connect Core 1.0, 6 and 7.2.1).
 */
final class NoRequestObject implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (draft.get(RequestParameter.REQUEST).isPresent()) {
      return Refusal.toClient(FrontChannelError.REQUEST_OBJECT);
    }
    if (draft.get(RequestParameter.REQUEST_URI).isPresent()) {
      return Refusal.toClient(FrontChannelError.REQUEST_URI);
    }
    return draft.get(RequestParameter.REGISTRATION).isPresent()
        ? Refusal.toClient(FrontChannelError.REGISTRATION)
        : Refusal.none();
  }
}
