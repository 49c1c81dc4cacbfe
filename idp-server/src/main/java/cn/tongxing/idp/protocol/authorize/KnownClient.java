package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/** {@code client_id} names a registered, enabled client. */
final class KnownClient implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    if (draft.get(RequestParameter.CLIENT_ID).isEmpty()) {
      return Refusal.onPage(Problem.UNKNOWN_APPLICATION, FrontChannelError.CLIENT_ID_MISSING);
    }
    return draft.client().isEmpty()
        ? Refusal.onPage(Problem.UNKNOWN_APPLICATION, FrontChannelError.CLIENT_ID_UNKNOWN)
        : Refusal.none();
  }
}
