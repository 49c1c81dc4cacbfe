package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.session.SsoSession;
import java.util.Optional;

/** What to do about a wish to sign out. */
sealed interface LogoutDecision {

  /**
   * The application proved which session it means: end it if it is this browser's, and go back.
   *
   * @param session this browser's, where it is still there
   * @param backTo registered, byte by byte; empty to stay here
   */
  record End(Optional<SsoSession> session, Client client, Optional<String> backTo)
      implements LogoutDecision {}

  /** Anybody's link could have led here: ask the person. */
  record Ask(SsoSession session, Optional<Client> client) implements LogoutDecision {}

  /** Nobody is signed in here. */
  record NobodyIsHere(Optional<Client> client) implements LogoutDecision {}

  /** The request cannot be followed; nothing changes. */
  record Refuse(Problem problem) implements LogoutDecision {}

  /** What is wrong with a request. */
  enum Problem {
    MALFORMED,
    WRONG_RETURN_ADDRESS,
    UNKNOWN_APPLICATION
  }
}
