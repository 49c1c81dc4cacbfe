package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/** Why a request is refused, and where that may be said. */
sealed interface Refusal {

  Reason reason();

  /**
   * Said here, on a page: there is no address that could be trusted with the answer (RFC 6749
   * 4.1.2.1).
   */
  record OnPage(Problem problem, Reason reason) implements Refusal {}

  /** Said to the client, at its registered address. */
  record ToClient(Reason reason) implements Refusal {}

  static Optional<Refusal> onPage(Problem problem, FrontChannelError error, Object... values) {
    return Optional.of(new OnPage(problem, error.with(values)));
  }

  static Optional<Refusal> toClient(FrontChannelError error) {
    return Optional.of(new ToClient(error.with()));
  }

  static Optional<Refusal> none() {
    return Optional.empty();
  }
}
