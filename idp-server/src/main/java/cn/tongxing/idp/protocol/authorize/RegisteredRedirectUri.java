package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/**
 * {@code redirect_uri} is one that the client is registered for, byte for byte (RFC 9700 2.1); of a
 * literal {@code http://127.0.0.1} or {@code http://[::1]} the port may differ.
 */
final class RegisteredRedirectUri implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var presented = draft.get(RequestParameter.REDIRECT_URI);
    if (presented.isEmpty()) {
      return Refusal.onPage(Problem.WRONG_RETURN_ADDRESS, FrontChannelError.REDIRECT_URI_MISSING);
    }
    return draft.knownClient().mayReturnTo(presented.get())
        ? Refusal.none()
        : Refusal.onPage(
            Problem.WRONG_RETURN_ADDRESS, FrontChannelError.REDIRECT_URI_NOT_REGISTERED);
  }
}
