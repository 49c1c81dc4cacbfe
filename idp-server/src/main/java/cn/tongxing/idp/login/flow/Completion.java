package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.limits.Floor;
import cn.tongxing.idp.login.limits.Limits;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transaction.Shown;
import cn.tongxing.idp.session.Sessions;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The end of a sign-in: person, session and audit event in one database transaction, which also
 * marks the sign-in as used up, so that no replay and no second node can end it again.
 */
@Component
class Completion {

  private final Enrolments enrolments;
  private final Profiles profiles;
  private final PasswordCredentials passwords;
  private final Sessions sessions;
  private final Floor floor;
  private final Limits limits;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  Completion(
      Enrolments enrolments,
      Profiles profiles,
      PasswordCredentials passwords,
      Sessions sessions,
      Floor floor,
      Limits limits,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.profiles = profiles;
    this.passwords = passwords;
    this.sessions = sessions;
    this.floor = floor;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  /** How a sign-in ended. */
  sealed interface Result {
    /** Signed in. */
    record SignedIn(PersonId person, boolean isNew, String cookie) implements Result {
      @Override
      public String toString() {
        return "SignedIn[" + person + "]";
      }
    }

    /** The proof is somebody else's, or the person may not sign in: answered as a mismatch. */
    record NotAllowed() implements Result {}

    /** This sign-in was used up before. */
    record Spent() implements Result {}
  }

  /** The one guard for persons who may not sign in. */
  Optional<PersonProfile> profile(PersonId person) {
    return profiles.find(person);
  }

  /** A person who exists, shown by factors bound to them. */
  Result signIn(Transaction transaction, Shown shown, Visitor visitor) {
    return execute(() -> start(transaction, shown, false, visitor));
  }

  /**
   * Verification is registration. The try is given back only now: a proof of somebody else's counts
   * as a mismatch does, else the budgets would tell who has an account.
   */
  Result enrol(Next.PersonProven person, Visitor visitor) {
    Result result = enrolled(person.transaction(), person.proven(), visitor);
    if (!(result instanceof Result.NotAllowed)) {
      person.counted().ifPresent(limits::documentWasNotRefused);
    }
    return result;
  }

  private Result enrolled(Transaction transaction, Outcome.Proven proven, Visitor visitor) {
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    factors.addAll(proven.factors());
    if (transaction.phone().isPresent()) {
      factors.add(Factor.SMS);
    }
    Proof proof =
        new Proof(
            transaction.way(),
            proven.subject(),
            proven.facts(),
            proven.factors(),
            proven.evidence(),
            transaction.phone());
    return execute(() ->
        switch (enrolments.enrol(proof, transaction.id(), visitor.origin())) {
          case Enrolment.Created(PersonId person) ->
              start(transaction, shown(transaction, person, factors), true, visitor);
          case Enrolment.Recognised(PersonId person) ->
              start(transaction, shown(transaction, person, factors), false, visitor);
          case Enrolment.NotTheirs(PersonId person) ->
              notAllowed(transaction, person, "not-theirs", visitor);
          case Enrolment.Disabled(PersonId person) ->
              notAllowed(transaction, person, "disabled", visitor);
        });
  }

  /** Factors shown earlier in this transaction by the same person count too. */
  private static Shown shown(Transaction transaction, PersonId person, Set<Factor> factors) {
    Set<Factor> all = EnumSet.copyOf(factors.isEmpty() ? EnumSet.noneOf(Factor.class) : factors);
    transaction
        .first()
        .filter(first -> first.person().equals(person))
        .ifPresent(first -> all.addAll(first.factors()));
    return new Shown(person, transaction.way(), all);
  }

  private Result execute(java.util.function.Supplier<Result> work) {
    Result result =
        database.execute(status -> {
          Result outcome = work.get();
          if (outcome instanceof Result.Spent) {
            status.setRollbackOnly(); // nor may the proof of a spent sign-in leave anything behind
          }
          return outcome;
        });
    return java.util.Objects.requireNonNull(result);
  }

  private Result start(Transaction transaction, Shown shown, boolean isNew, Visitor visitor) {
    if (!floor.spend(transaction.id(), clock.instant())) {
      return new Result.Spent();
    }
    if (!isNew) {
      // the person is here: wrong passwords of before no longer count
      limits.forgetPasswords(passwords.limitKey(shown.person()));
    }
    AuthenticationAssurance assurance = Assurance.of(shown.factors());
    var previous =
        visitor.sessionCookie().isEmpty()
            ? Optional.<cn.tongxing.idp.session.SsoSession>empty()
            : sessions.find(visitor.sessionCookie());
    Sessions.Started started =
        sessions.start(
            new Sessions.Authenticated(
                shown.person(), transaction.id(), shown.method(), shown.factors(), assurance),
            previous,
            visitor.origin());
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_COMPLETED, transaction, shown.method())
            .person(shown.person())
            .session(started.session().id())
            .detail("factors", names(shown.factors()))
            .detail("assurance", assurance.name()));
    return new Result.SignedIn(shown.person(), isNew, started.cookieValue());
  }

  private static String names(Set<Factor> factors) {
    return factors.stream()
        .map(factor -> factor.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private Result notAllowed(
      Transaction transaction, PersonId person, String reason, Visitor visitor) {
    if (!transaction.document().isEmpty()) {
      limits.documentWasRefused(transaction.document(), transaction.phone());
    }
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .person(person)
            .detail("reason", reason));
    return new Result.NotAllowed();
  }

  /** A returning way showed a person who may not sign in. */
  void disabled(Transaction transaction, PersonId person, Visitor visitor) {
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .person(person)
            .detail("reason", "disabled"));
  }
}
