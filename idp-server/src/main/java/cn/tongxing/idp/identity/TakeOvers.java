package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Optional;

/**
 * Take-over of an account that was opened by name and number alone (row t of {@link AccountRule}):
 * every factor, link, session and grant from before ends, the person and their subjects stay. By a
 * proof of P4 or the counter at once; by a proof of P3 with a possession after the hold, which the
 * other side stops by equal or better evidence only. What ended is kept, so that the counter can
 * undo it. Everything is one transaction with its audit event; {@link TakeOverBegun}, {@link
 * AccountTakenOver} and {@link TakeOverEnded} tell whoever sends the messages.
 */
public interface TakeOvers {

  /** The take-over that waits. */
  Optional<Waiting> waiting(PersonId person);

  /**
   * At the counter, at once. Only for accounts of row t: others are not decided by this.
   *
   * @param phone of the person, who stands at the counter with it; bound as shown now
   */
  Outcome atCounter(PersonId person, PhoneNumber phone, Decision decision, RequestOrigin origin);

  /**
   * Undoes the last take-over of a person: what came in with it ends, what had ended is back, and
   * the evidence of it counts no more.
   */
  Outcome undo(PersonId person, Decision decision, RequestOrigin origin);

  /**
   * Whether a sign-in may end as this person's. Locks the person's row for reading: for the
   * transaction in which a session starts.
   *
   * @param ways {@link #ways} as read with, or before, whatever was compared in it first
   */
  Start mayStart(PersonId person, SignInId signIn, int ways);

  /**
   * The version of what opens the person's account: another one as soon as any of it has ended or
   * was replaced. What was shown is the account's only while the version is that which was read
   * with what it was compared with.
   */
  int ways(PersonId person);

  /** Whether a session may start. */
  enum Start {
    ALLOWED,
    /** The person may not use the service. */
    SHUT_OUT,
    /**
     * The account was taken over, or any way to it ended or was replaced, by another than this
     * sign-in, since something was shown in it.
     */
    ENDED_MEANWHILE
  }

  /**
   * Does what is due; harmless on several nodes at once.
   *
   * @return how many ended, whichever way
   */
  int finishDue();

  /** A take-over that waits. */
  record Waiting(Instant startedAt, Instant dueAt) {}

  /**
   * Four eyes.
   *
   * @param caseNumber of the operators' records
   * @param operator who decides
   * @param second who agrees: another one
   */
  record Decision(
      Standings.Reason reason,
      Standings.Reason caseNumber,
      Standings.Reason operator,
      Standings.Reason second) {
    public Decision {
      if (Operators.areOne(operator.code(), second.code())) {
        throw new IllegalArgumentException("the second operator must be another one");
      }
    }
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    /** The account rests on more than name and number: not decided by a take-over. */
    RESTS_ON_MORE,
    /** Five persons have the phone. */
    NO_ROOM,
    /** Nothing to undo. */
    NOTHING,
    /** Part of what had ended belongs to somebody else by now; nothing was changed. */
    TAKEN_MEANWHILE,
    /**
     * A merge of the person was undone since the take-over began: what had ended may be the other
     * account's; nothing was changed.
     */
    PARTED_SINCE,
    /** Nothing is undone of an account that became part of another one: parted first. */
    PART_OF_ANOTHER,
    /** There is no such person who may use the service. */
    NOBODY
  }
}
