package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another phone for an account: at once, after the hold, or only at the counter, as {@link
 * AccountRule} says. While a change waits, the old ways go on and nothing else may be changed
 * ({@link #waiting}). Everything is one transaction with its audit event; {@link PhoneChangeBegun},
 * {@link PhoneChanged} and {@link PhoneChangeCancelled} tell whoever sends the messages.
 */
public interface PhoneChanges {

  /**
   * What one sign-in showed of the person whom it signed in: own factors, and the worth of a proof
   * that it recorded just now ({@link AccountRule#FRESH}).
   *
   * @param factors that were shown in it just now
   * @param own what of the account itself was shown
   */
  Shown shownIn(PersonId person, SignInId signIn, Set<Factor> factors, OwnShown own);

  /** What {@link #ask} would do with what was shown. */
  When when(PersonId person, Shown shown);

  /**
   * The person wants a phone whose code they have just shown.
   *
   * @param shown what else was shown of the account in this session, or in the proof at hand
   */
  Outcome ask(PersonId person, PhoneNumber phone, Shown shown, RequestOrigin origin);

  /** The same, by the proof of a sign-in that goes on with the new phone. */
  Outcome ask(
      PersonId person, PhoneNumber phone, Shown shown, SignInId signIn, RequestOrigin origin);

  /**
   * Holds the person and the places of the phone until the end of the caller's transaction, as
   * {@link #ask} does: for whoever has to take something between them and what a change ends (ADR
   * 0020).
   */
  void hold(PersonId person, PhoneNumber phone);

  /**
   * Whether the phone whose code was shown is the person's already. Then that is their own use, if
   * what else was shown opens the account and nobody else has the phone: it counts from now on.
   */
  boolean shownAgain(PersonId person, PhoneNumber phone, Shown shown);

  /**
   * Two operators ask for a person (four-eyes principle), with reason and case. It always waits;
   * nothing skips the hold.
   */
  Outcome askFor(
      PersonId person, PhoneNumber phone, TakeOvers.Decision decision, RequestOrigin origin);

  /**
   * Stops a change that waits. One factor of the account is enough, unless the same one has stopped
   * two before: then the counter decides for both sides.
   *
   * @param shown fresh; a phone that is not fresh stops nothing. What is young stops too, and says
   *     no more than a withdrawal
   */
  Stopped cancel(PersonId person, Shown shown, RequestOrigin origin);

  /** The change that waits. */
  Optional<Waiting> waiting(PersonId person);

  /**
   * Whether a change was stopped or withdrawn, and the phone was not changed since: nothing that
   * waits begins another.
   */
  boolean wasStopped(PersonId person);

  /**
   * Whether things of another kind than began a change stopped it, and the phone was not changed
   * since: only a proof of P4, or the counter, changes it ({@link AccountRule#afterStop}).
   */
  boolean needsBetterEvidence(PersonId person);

  /**
   * 这个号码不是我的: whoever shows the phone's code says that it is not of those it is bound to. Ends the
   * bindings that are not fresh, and what rests on such a phone alone ({@link WayEnded}).
   *
   * @return how many
   */
  int disown(PhoneNumber phone, RequestOrigin origin);

  /**
   * The same, said by the account's own holder of a phone of theirs that is not fresh. False if it
   * is fresh, none of theirs, or a change waits. The caller has made sure of a second factor.
   *
   * @param signIn in whose session: that one goes on
   */
  boolean disown(PersonId person, PhoneNumber phone, SignInId signIn, RequestOrigin origin);

  /** The phones of the person that are not fresh: a code to them says nothing any more. */
  List<PhoneNumber> stale(PersonId person);

  /** When the phone of the person was changed last; empty if it never was. */
  Optional<Instant> changedAt(PersonId person);

  /**
   * Does what is due; harmless on several nodes at once. A job calls it every minute.
   *
   * @return how many changes were ended
   */
  int finishDue();

  /** A change that waits. */
  record Waiting(PhoneNumber phone, Instant startedAt, Instant dueAt) {}

  /** What became of the wish. */
  sealed interface Outcome {
    record Changed() implements Outcome {}

    record Waits(Instant dueAt) implements Outcome {}

    /** One waits already: it is stopped or done before another begins. */
    record WaitsAlready(Instant dueAt) implements Outcome {}

    /** What was shown is not enough, or was stopped before: only the counter can. */
    record AtCounter() implements Outcome {}

    /** Name and number, or nothing, were shown. */
    record NotShown() implements Outcome {}

    /** Five persons have the phone. */
    record NoRoom() implements Outcome {}

    /** There is no such person who may use the service. */
    record Nobody() implements Outcome {}

    /** The phone is the person's already. */
    record TheirsAlready() implements Outcome {}
  }

  /** What became of stopping. */
  enum Stopped {
    STOPPED,
    NOTHING_WAITS,
    /** No factor of the account was shown. */
    NOT_SHOWN,
    AT_COUNTER
  }
}
