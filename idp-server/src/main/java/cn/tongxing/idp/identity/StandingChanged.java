package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * Published synchronously inside the transaction that shuts a person out or lets them in again:
 * whatever the person has open ends. Both times, so that a sign-in that was just ending when the
 * person was shut out does not live on when they are let in.
 *
 * @param cause what was decided
 * @param signIn in which the person showed enough to be let in, and which goes on
 */
public record StandingChanged(
    PersonId person, Cause cause, Optional<SignInId> signIn, RequestOrigin origin) {

  /** By whose wish somebody is shut out or let in. */
  public enum Cause {
    /** An operator's ({@link Standings}). */
    OPERATOR,
    /** The owner's, or for them ({@link Freezes}). */
    FREEZE
  }

  /** In no sign-in. */
  public StandingChanged(PersonId person, Cause cause, RequestOrigin origin) {
    this(person, cause, Optional.empty(), origin);
  }
}
