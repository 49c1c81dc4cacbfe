package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.protocol.page.RequestErrorPage.Problem;
import java.util.Optional;

/** Why a request is refused, and where that may be said. */
sealed interface Refusal {

  /** Error code of the protocol. */
  String code();

  /** For the developer; ASCII, no personal data. */
  String description();

  /**
   * Said here, on a page: there is no address that could be trusted with the answer (RFC 6749
   * 4.1.2.1).
   */
  record OnPage(Problem problem, String code, String description) implements Refusal {}

  /** Said to the client, at its registered address. */
  record ToClient(String code, String description) implements Refusal {}

  static Optional<Refusal> onPage(Problem problem, String description) {
    return Optional.of(new OnPage(problem, "invalid_request", description));
  }

  static Optional<Refusal> toClient(String code, String description) {
    return Optional.of(new ToClient(code, description));
  }

  static Optional<Refusal> invalid(String description) {
    return toClient("invalid_request", description);
  }

  static Optional<Refusal> none() {
    return Optional.empty();
  }
}
