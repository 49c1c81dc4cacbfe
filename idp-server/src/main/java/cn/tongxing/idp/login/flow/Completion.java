package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.Terms;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
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
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The end of a sign-in: person, session and audit event in one database transaction, which also
 * marks the sign-in as used up, so that no replay and no second node can end it again.
 */
@Component
class Completion implements Ending {

  private final Enrolments enrolments;
  private final TakeOvers takeOvers;
  private final Proofs proofs;
  private final Sessions sessions;
  private final ProofSteps steps;
  private final KnownPlaces places;
  private final StillMissing still;
  private final ConfirmOwner confirm;
  private final SpentSignIns spent;
  private final TellFrozen frozen;
  private final Terms terms;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  Completion(
      Enrolments enrolments,
      TakeOvers takeOvers,
      Proofs proofs,
      Sessions sessions,
      ProofSteps steps,
      KnownPlaces places,
      StillMissing still,
      ConfirmOwner confirm,
      SpentSignIns spent,
      TellFrozen frozen,
      Terms terms,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.takeOvers = takeOvers;
    this.proofs = proofs;
    this.sessions = sessions;
    this.steps = steps;
    this.places = places;
    this.still = still;
    this.confirm = confirm;
    this.spent = spent;
    this.frozen = frozen;
    this.terms = terms;
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

  /** Nothing more is shown: the session that it began beside goes on as it is. */
  Optional<Turn> goesOn(Transaction transaction, Visitor visitor) {
    Instant now = clock.instant();
    return GoingOn.inSession(transaction)
        .filter(_ -> !visitor.sessionCookie().isEmpty())
        .flatMap(person ->
            sessions
                .find(visitor.sessionCookie())
                .filter(session -> session.person().equals(person)))
        .filter(session ->
            Boolean.TRUE.equals(
                database.execute(status -> goesOn(transaction, session, now, status))))
        .map(_ -> Turn.to(transaction.at(new Stage.Done("", now))));
  }

  /** A session that has ended meanwhile uses up no sign-in: the person goes on with it. */
  private boolean goesOn(
      Transaction transaction, SsoSession session, Instant now, TransactionStatus status) {
    boolean gone = spent.spend(transaction.id(), now) && sessions.wentOn(session, transaction.id());
    if (!gone) {
      status.setRollbackOnly();
    }
    return gone;
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
      case Result.NotJoined it -> {
        proofs.accepted(identified);
        yield it.more();
      }
    };
  }

  /** The part in the database of {@link #identified}, in the caller's transaction. */
  Result enrolled(Transaction transaction, Progress.Identified identified, Visitor visitor) {
    Proof proof = steps.proof(identified, transaction).in(visitor.prover().place());
    return switch (enrolments.enrol(proof, transaction.id(), visitor.during(transaction))) {
      case Enrolment.Created(PersonId person) -> {
        terms.accept(person, visitor.during(transaction)); // as each page says that leads here
        yield recognised(transaction, identified, person, true, visitor);
      }
      case Enrolment.Recognised(PersonId person) ->
          recognised(transaction, identified, person, false, visitor);
      case Enrolment.Joined(PersonId person) -> joined(transaction, identified, person, visitor);
      case Enrolment.LinkEnded(PersonId person) -> linkEnded(transaction, person, visitor);
      case Enrolment.Chosen(PersonId person) ->
          chosen(transaction, person, transaction.way(), Authentication.SMS);
      case Enrolment.InKnownBrowser(PersonId person) ->
          chosen(transaction, person, Authentication.KNOWN_BROWSER, Set.of());
      case Enrolment.TakesOver(PersonId person, var dueAt) ->
          transaction.request().purpose().takes(person)
              ? new Result.Told(Truth.takenOver(dueAt), "takes-over")
              : new Result.OtherPerson(person);
      case Enrolment.PhoneWaits(PersonId person, var dueAt) ->
          phoneWaits(transaction, person, dueAt, visitor);
      case Enrolment.TooMany _ -> nobody(transaction, "too-many", "realname.too-many", visitor);
      case Enrolment.Expired _ -> nobody(transaction, "expired", "realname.expired", visitor);
      case Enrolment.NotTheirs(PersonId person) ->
          notAllowed(transaction, identified, person, "not-theirs", visitor);
      case Enrolment.Unbound(PersonId person, Enrolment.Phone phone) -> {
        Result refused = notAllowed(transaction, identified, person, Truth.reason(phone), visitor);
        boolean own = transaction.request().purpose().takes(person);
        yield own && proofs.mayTell(identified) ? new Result.PhoneUnbound(phone) : refused;
      }
      case Enrolment.Frozen(PersonId person) -> frozen.told(transaction, person, visitor);
      case Enrolment.Disabled(PersonId person) ->
          notAllowed(transaction, identified, person, "disabled", visitor);
    };
  }

  /** Its owner, who is there, is told where it is linked again. */
  private Result linkEnded(Transaction transaction, PersonId person, Visitor visitor) {
    String reason = "link-ended";
    refused(transaction, person, reason, visitor);
    return new Result.Told(Problem.page("realname.link-ended"), reason);
  }

  private Result nobody(Transaction transaction, String reason, String text, Visitor visitor) {
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .detail("reason", reason));
    return new Result.Told(Problem.page(text), reason);
  }

  /** Nobody is signed in by it, which stands in the person's history. */
  private Result phoneWaits(
      Transaction transaction, PersonId person, Instant dueAt, Visitor visitor) {
    if (!transaction.request().purpose().takes(person)) {
      return new Result.OtherPerson(person);
    }
    refused(transaction, person, "phone-waits", visitor);
    return new Result.PhoneWaits(Truth.phoneWaits(dueAt));
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
    Shown shown = steps.of(transaction, identified, person, isNew);
    Optional<Missing> missing =
        still.afterProof(transaction, shown, isNew, visitor).filter(each -> !each.binds());
    if (missing.isEmpty()) {
      return start(transaction, shown, isNew, visitor);
    }
    return ended(transaction, shown).orElseGet(() -> new Result.More(shown, missing.get()));
  }

  /**
   * A way that was joined is one only if the sign-in ends that shows what it was joined by: where
   * more is missing nothing is joined, and what was shown before it is as it was.
   */
  private Result joined(
      Transaction transaction, Progress.Identified identified, PersonId person, Visitor visitor) {
    Result result = recognised(transaction, identified, person, false, visitor);
    return result instanceof Result.More(_, Missing missing, _)
        ? new Result.NotJoined(transaction.proving().first().orElseThrow(), missing)
        : result;
  }

  /** What else the proof holds is not bound to the person: it lifts no cap. */
  private Result chosen(
      Transaction transaction, PersonId person, String method, Set<Factor> factors) {
    Shown shown = steps.chosen(transaction, person, method, factors);
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
    if (result instanceof Result.NotEnough(PersonId person, String reason, _, _)) {
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
        isNew
            ? Optional.empty()
            : refused(transaction, shown, visitor); // who is new, nobody else can see
    if (refused.isPresent()) {
      return refused.get();
    }
    if (!spent.spend(transaction.id(), clock.instant())) {
      return new Result.Spent();
    }
    if (!isNew) {
      proofs.recognised(transaction.proving(), shown, visitor.prover());
    }
    Optional<SsoSession> previous = sessions.find(visitor.sessionCookie());
    boolean goesOn = previous.filter(it -> it.person().equals(shown.person())).isPresent();
    Optional<Visitor.Mark> mark = remembered(transaction, shown, isNew, goesOn, visitor);
    Sessions.Started started =
        sessions.start(
            ShownSteps.authenticated(transaction.id(), shown, visitor.kiosk().map(Kiosk::idle))
                .in(mark.map(Visitor.Mark::hash)),
            previous,
            visitor.origin());
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_COMPLETED, transaction, ShownSteps.method(shown))
            .person(shown.person())
            .session(started.session().id())
            .detail("ways", String.join(" ", ShownSteps.methods(transaction.id(), shown)))
            .detail("factors", ShownSteps.factors(shown))
            .detail("assurance", AuthenticationAssurance.of(shown.factors()).name()));
    return new Result.SignedIn(
        shown.person(), isNew, started.cookieValue(), mark.map(Visitor.Mark::cookie).orElse(""));
  }

  /** With the person's row held from here on. */
  private Optional<Result> refused(Transaction transaction, Shown shown, Visitor visitor) {
    return ended(transaction, shown).or(() -> confirm.refuses(transaction, shown, visitor));
  }

  /** Whether the person may not sign in, or what was shown is not all theirs any more. */
  private Optional<Result> ended(Transaction transaction, Shown shown) {
    PersonId person = shown.person();
    return switch (takeOvers.mayStart(person, transaction.id(), shown.ways())) {
      case SHUT_OUT -> Optional.of(frozen.meanwhile(shown));
      case ENDED_MEANWHILE ->
          Optional.of(
              new Result.NotEnough(person, "ended-meanwhile", transaction.proving().unproven()));
      case ALLOWED -> Optional.empty();
    };
  }

  /** The mark to hand out; a fact or a kiosk makes no place known, and is told once a session. */
  private Optional<Visitor.Mark> remembered(
      Transaction transaction, Shown shown, boolean isNew, boolean goesOn, Visitor visitor) {
    byte[] hash = visitor.mark().map(Visitor.Mark::hash).orElseGet(() -> new byte[0]);
    if (shown.byFact() || visitor.mark().isEmpty()) {
      if (!goesOn) {
        places.passedBy(shown.person(), hash);
      }
      return Optional.empty();
    }
    Place place = new Place(visitor.origin(), hash);
    places.remember(shown.person(), place, transaction.request().spoken(), isNew);
    return visitor.mark();
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
