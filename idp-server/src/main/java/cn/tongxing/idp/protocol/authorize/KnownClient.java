package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/** {@code client_id} names a registered, enabled client. */
final class KnownClient implements AuthorizeCheck {

  @Override
  public Optional<Refusal> check(Draft draft) {
    return draft.client().isEmpty()
        ? Refusal.onPage(Problem.UNKNOWN_APPLICATION, "client_id is missing or unknown.")
        : Refusal.none();
  }
}
