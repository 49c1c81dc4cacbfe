package cn.tongxing.idp.login.transaction;

import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the transaction waits for. Closed: a new stage must be shown and answered to compile. */
public sealed interface Stage {

  /** The choice of a way. */
  record Choosing(Optional<Ceremony> passkey, Optional<Problem> problem) implements Stage {}

  /** What the way that was chosen asks. */
  record Asked(Ask ask) implements Stage {}

  /**
   * Signed in with a new account; a credential for next time is offered.
   *
   * @param cookie the session's, sealed with the transaction, for a browser whose first answer was
   *     lost
   */
  record Offer(
      PersonId person, Optional<Ceremony> passkey, String cookie, Optional<Problem> problem)
      implements Stage {
    @Override
    public String toString() {
      return "Offer[" + person + "]";
    }
  }

  /**
   * Signed in, and an upstream's account was linked by it: told, and ended by one press.
   *
   * @param way by which it was linked, which need not be the way gone last
   * @param ends whether it can be ended there: it is not the account's only way
   * @param cookie as in {@link Offer}
   * @param problem that it did not end
   */
  record Linked(
      PersonId person,
      UUID link,
      String way,
      boolean ends,
      String cookie,
      Optional<Problem> problem)
      implements Stage {
    @Override
    public String toString() {
      return "Linked[" + person + "]";
    }
  }

  /**
   * Over: nothing can be done with it any more.
   *
   * @param cookie as in {@link Offer}; blank when the person turned back
   * @param at when; the cookie is handed out again for a minute only
   */
  record Done(String cookie, Instant at) implements Stage {
    @Override
    public String toString() {
      return "Done[" + at + "]";
    }
  }

  /** Whether a passkey answers what it asks. */
  default boolean asksForPasskey() {
    return switch (this) {
      case Choosing _ -> true;
      case Asked(Ask ask) -> ask instanceof Ask.Password || ask instanceof Ask.Passkey;
      case Offer _, Linked _, Done _ -> false;
    };
  }
}
