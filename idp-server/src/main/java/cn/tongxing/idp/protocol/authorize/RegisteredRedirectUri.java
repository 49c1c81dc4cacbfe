package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/** {@code redirect_uri} is one that the client is registered for (RFC 9700 2.1). */
final class RegisteredRedirectUri implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    var presented = draft.get("redirect_uri");
    if (presented.isEmpty()) {
      return Refusal.onPage(Problem.WRONG_RETURN_ADDRESS, FrontChannelError.REDIRECT_URI_MISSING);
    }
    return draft.knownClient().mayReturnTo(presented.get())
        ? Refusal.none()
        : Refusal.onPage(
            Problem.WRONG_RETURN_ADDRESS, FrontChannelError.REDIRECT_URI_NOT_REGISTERED);
  }
}
