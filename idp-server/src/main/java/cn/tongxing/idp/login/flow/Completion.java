package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The end of a sign-in: person, session and audit event in one database transaction, which also
 * marks the sign-in as used up, so that no replay and no second node can end it again.
 */
@Component
class Completion implements Ending {

  private final Enrolments enrolments;
  private final TakeOvers takeOvers;
  private final Profiles profiles;
  private final Proofs proofs;
  private final Sessions sessions;
  private final KnownPlaces places;
  private final StillMissing still;
  private final SpentSignIns spent;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  Completion(
      Enrolments enrolments,
      TakeOvers takeOvers,
      Profiles profiles,
      Proofs proofs,
      Sessions sessions,
      KnownPlaces places,
      StillMissing still,
      SpentSignIns spent,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.takeOvers = takeOvers;
    this.profiles = profiles;
    this.proofs = proofs;
    this.sessions = sessions;
    this.places = places;
    this.still = still;
    this.spent = spent;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /**
   * A person who exists, shown by factors bound to them. What is refused has written nothing, and
   * so spoils no transaction around it.
   */
  Result signIn(Transaction transaction, Shown shown, Visitor visitor) {
    Result result =
        execute(
            () -> start(transaction, shown, false, visitor),
            outcome -> outcome instanceof Result.Spent);
    return noted(transaction, result, visitor);
  }

  @Override
  public Result shown(Transaction transaction, Shown now, Visitor visitor) {
    Shown all = together(transaction, now);
    return still
        .toAskFor(transaction, all, visitor)
        .<Result>map(missing -> new Result.More(all, missing))
        .orElseGet(() -> signIn(transaction, all, visitor));
  }

  /** Verification is registration. */
  @Override
  public Optional<Result> ofNobodysPhone() {
    return Optional.empty();
  }

  /**
   * Verification is registration. The try is given back only now: a proof of somebody else's counts
   * as a mismatch does, else the budgets would tell who has an account.
   */
  @Override
  public Result identified(
      Transaction transaction, Progress.Identified identified, Visitor visitor) {
    Result result =
        noted(
            transaction,
            execute(() -> enrolled(transaction, identified, visitor), Result::leavesNothing),
            visitor);
    return switch (result) {
      case Result.NotAllowed _, Result.PhoneUnbound _ -> result;
      case Result.OtherPerson(PersonId person) -> {
        database.executeWithoutResult(
            _ -> notAllowed(transaction, identified, person, "another-person", visitor));
        yield new Result.NotAllowed("another-person");
      }
      case Result.SignedIn _,
          Result.Chosen _,
          Result.More _,
          Result.Told _,
          Result.PhoneWaits _,
          Result.NotEnough _,
          Result.Spent _ -> {
        proofs.accepted(identified);
        yield result;
      }
    };
  }

  /** The part in the database of {@link #identified}, in the caller's transaction. */
  Result enrolled(Transaction transaction, Progress.Identified identified, Visitor visitor) {
    Proof proof = identified.proof().beside(beside(transaction)).in(visitor.prover().place());
    return switch (enrolments.enrol(proof, transaction.id(), visitor.origin())) {
      case Enrolment.Created(PersonId person) ->
          recognised(transaction, identified, person, true, visitor);
      case Enrolment.Recognised(PersonId person) ->
          recognised(transaction, identified, person, false, visitor);
      case Enrolment.Chosen(PersonId person) ->
          chosen(transaction, new Shown(person, transaction.way(), Authentication.SMS, true));
      case Enrolment.InKnownBrowser(PersonId person) ->
          chosen(transaction, new Shown(person, Authentication.KNOWN_BROWSER, Set.of(), true));
      case Enrolment.TakesOver(PersonId person, var dueAt) ->
          transaction.request().purpose().takes(person)
              ? new Result.Told(Truth.takenOver(dueAt, visitor.prover().locale()))
              : new Result.OtherPerson(person);
      case Enrolment.PhoneWaits(PersonId person, var dueAt) ->
          phoneWaits(transaction, person, dueAt, visitor);
      case Enrolment.TooMany _ -> {
        audit.record(
            visitor
                .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
                .detail("reason", "too-many"));
        yield new Result.Told(Problem.page("realname.too-many"));
      }
      case Enrolment.NotTheirs(PersonId person) ->
          notAllowed(transaction, identified, person, "not-theirs", visitor);
      case Enrolment.Unbound(PersonId person, Enrolment.Phone phone) -> {
        Result refused = notAllowed(transaction, identified, person, Truth.reason(phone), visitor);
        boolean own = transaction.request().purpose().takes(person);
        yield own && proofs.mayTell(identified) ? new Result.PhoneUnbound(phone) : refused;
      }
      case Enrolment.Disabled(PersonId person) ->
          notAllowed(transaction, identified, person, "disabled", visitor);
    };
  }

  /** Nobody is signed in by it, which stands in the person's history. */
  private Result phoneWaits(
      Transaction transaction, PersonId person, Instant dueAt, Visitor visitor) {
    if (!transaction.request().purpose().takes(person)) {
      return new Result.OtherPerson(person);
    }
    refused(transaction, person, "phone-waits", visitor);
    return new Result.PhoneWaits(Truth.phoneWaits(dueAt, visitor.prover().locale()));
  }

  private Result recognised(
      Transaction transaction,
      Progress.Identified identified,
      PersonId person,
      boolean isNew,
      Visitor visitor) {
    if (!transaction.request().purpose().takes(person)) {
      return new Result.OtherPerson(person);
    }
    Shown shown = here(transaction, identified, person);
    return still
        .afterProof(transaction, shown, isNew, visitor)
        .filter(missing -> !missing.binds())
        .<Result>map(missing -> new Result.More(shown, missing))
        .orElseGet(() -> start(transaction, shown, isNew, visitor));
  }

  /** A name from elsewhere says nothing of this browser: the code began the session. */
  private static Shown here(
      Transaction transaction, Progress.Identified identified, PersonId person) {
    Shown shown =
        together(transaction, new Shown(person, transaction.way(), identified.factors(), false));
    return identified.proof().isPolledAlone() && Authentication.SMS.containsAll(shown.factors())
        ? new Shown(person, Authentication.POLLED, shown.factors(), shown.byFact())
        : shown;
  }

  /**
   * Whom factors are bound to that were shown before in this very sign-in. What a session remembers
   * joins nothing to its account: a step up is by its person's own factor, and whoever sits at an
   * open browser has none.
   */
  private Optional<Proof.Beside> beside(Transaction transaction) {
    return transaction
        .proving()
        .first()
        .filter(each -> !each.byFact())
        .map(each ->
            new Proof.Beside(
                each.person(), ShownSteps.of(transaction.id(), each, clock.instant()).own()));
  }

  /** What else the proof holds is not bound to the person: it lifts no cap. */
  private static Result chosen(Transaction transaction, Shown shown) {
    return transaction.request().purpose().takes(shown.person())
        ? new Result.Chosen(together(transaction, shown))
        : new Result.OtherPerson(shown.person());
  }

  /**
   * Factors shown earlier in this transaction by the same person count too. Whom a fact chose is
   * chosen by it until something other than a code by text message is shown.
   */
  static Shown together(Transaction transaction, Shown now) {
    return transaction
        .proving()
        .first()
        .filter(each -> each.person().equals(now.person()))
        .map(now::after)
        .orElse(now);
  }

  /** What left nothing behind was refused all the same. */
  private Result noted(Transaction transaction, Result result, Visitor visitor) {
    if (result instanceof Result.NotEnough(PersonId person, String reason, _)) {
      refused(transaction, person, reason, visitor);
    }
    return result;
  }

  /** What is not to be leaves nothing behind: neither a person nor evidence. */
  private Result execute(Supplier<Result> work, Predicate<Result> undone) {
    Result result =
        database.execute(status -> {
          Result outcome = work.get();
          if (undone.test(outcome)) {
            status.setRollbackOnly();
          }
          return outcome;
        });
    return Objects.requireNonNull(result);
  }

  /** The part in the database of {@link #signIn}, in the caller's transaction. */
  Result start(Transaction transaction, Shown shown, boolean isNew, Visitor visitor) {
    Optional<Result> refused =
        isNew ? Optional.empty() : refused(transaction, shown); // who is new, nobody else can see
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!spent.spend(transaction.id(), clock.instant())) {
      return new Result.Spent();
    }
    if (!isNew) {
      proofs.recognised(transaction.proving(), shown, visitor.prover());
    }
    String mark = remembered(shown, visitor);
    Optional<SsoSession> previous =
        visitor.sessionCookie().isEmpty()
            ? Optional.empty()
            : sessions.find(visitor.sessionCookie());
    Sessions.Started started =
        sessions.start(
            ShownSteps.authenticated(
                transaction.id(), shown, clock.instant(), visitor.kiosk().map(Kiosk::idle)),
            previous,
            visitor.origin());
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_COMPLETED, transaction, ShownSteps.method(shown))
            .person(shown.person())
            .session(started.session().id())
            .detail("factors", ShownSteps.factors(shown))
            .detail("assurance", AuthenticationAssurance.of(shown.factors()).name()));
    return new Result.SignedIn(shown.person(), isNew, started.cookieValue(), mark);
  }

  /** With the person's row held from here on. */
  private Optional<Result> refused(Transaction transaction, Shown shown) {
    PersonId person = shown.person();
    return switch (takeOvers.mayStart(person, transaction.id())) {
      case SHUT_OUT ->
          Optional.of(new Result.NotEnough(person, "disabled", Problem.page("login.failed")));
      case ENDED_MEANWHILE ->
          Optional.of(
              new Result.NotEnough(person, "ended-meanwhile", transaction.proving().unproven()));
      case ALLOWED ->
          transaction.request().purpose() instanceof Purpose.StepUp
                  && isBySmsAlone(transaction, shown)
              ? Optional.of(new Result.NotEnough(person, "sms-alone", Problem.page("login.level")))
              : Optional.empty();
    };
  }

  /** The mark to hand out; a fact or a kiosk makes no place known, and gets none. */
  private String remembered(Shown shown, Visitor visitor) {
    if (shown.byFact() || visitor.mark().isEmpty()) {
      return "";
    }
    places.remember(shown.person(), new Place(visitor.origin(), visitor.mark().get().hash()));
    return visitor.mark().get().cookie();
  }

  private boolean isBySmsAlone(Transaction transaction, Shown shown) {
    return ShownSteps.together(transaction.id(), shown, clock.instant())
        .isBySmsAlone(profiles.levelWithoutPhone(shown.person()));
  }

  private Result notAllowed(
      Transaction transaction,
      Progress.Identified identified,
      PersonId person,
      String reason,
      Visitor visitor) {
    proofs.refused(identified);
    refused(transaction, person, reason, visitor);
    return new Result.NotAllowed(reason);
  }

  /** The person was shown, and is not signed in. */
  void refused(Transaction transaction, PersonId person, String reason, Visitor visitor) {
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .person(person)
            .detail("reason", reason));
  }
}
