package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.FrozenAccounts.Named;
import cn.tongxing.idp.identity.FrozenAccounts.Ways;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Missing.Useless;
import cn.tongxing.idp.login.transaction.Missing.Why;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentications;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Steps of whoever thaws an account: what was there before the freeze is shown until it is enough,
 * and what was enough signs in. Of accounts that are not frozen the answer is that of nobody's.
 */
@Component
class ThawAccount implements Ending {

  private static final String NOT_FROZEN = "not-frozen";

  private final FrozenAccounts frozen;
  private final Freezes freezes;
  private final Completion completion;
  private final ProofSteps steps;
  private final Proofs proofs;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  ThawAccount(
      FrozenAccounts frozen,
      Freezes freezes,
      Completion completion,
      ProofSteps steps,
      Proofs proofs,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.frozen = frozen;
    this.freezes = freezes;
    this.completion = completion;
    this.steps = steps;
    this.proofs = proofs;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  private static Result nobody(String reason) {
    return new Result.Told(Problem.page("thaw.nobody"), reason);
  }

  private static Outcome nobody(PersonId person, String reason) {
    return Outcome.refused(person, nobody(reason), reason, false);
  }

  @Override
  public Optional<Result> ofNobodysPhone() {
    return Optional.of(nobody(NOT_FROZEN));
  }

  @Override
  public Result shown(Transaction transaction, Shown now, Visitor visitor) {
    Shown all = lately(Completion.together(transaction, now));
    AccountRule.Shown own = new AccountRule.Shown(Own.in(all.factors()), Optional.empty(), false);
    Outcome outcome =
        whole(() ->
            thawed(transaction, all, own, visitor)
                .orElseGet(
                    () -> ended(all.person(), completion.start(transaction, all, false, visitor))));
    database.executeWithoutResult(_ -> noted(transaction, outcome, visitor));
    return outcome.result();
  }

  /**
   * An adapter said who it is. Budgets are no part of what is undone: they are settled after it.
   */
  @Override
  public Result identified(Transaction transaction, Progress.Identified proof, Visitor visitor) {
    Outcome outcome =
        whole(() ->
            frozen
                .named(proof.proof())
                .map(named -> identified(transaction, proof, named, visitor))
                .orElseGet(
                    () -> new Outcome(nobody(NOT_FROZEN), Optional.empty(), NOT_FROZEN, false)));
    database.executeWithoutResult(_ -> {
      if (!outcome.theirs()) {
        proofs.refused(proof);
      }
      noted(transaction, outcome, visitor);
    });
    if (outcome.theirs()) {
      proofs.accepted(proof);
    }
    return outcome.result();
  }

  /** Who showed nothing of the account hears of none, whatever was shown of it before. */
  private Outcome identified(
      Transaction transaction, Progress.Identified proof, Named named, Visitor visitor) {
    PersonId person = named.person();
    if (!AccountRule.mayHearOfFreeze(named.shown())) {
      return nobody(person, "not-shown");
    }
    Shown now = steps.of(transaction, proof.proof(), person, factors(named.shown().own()));
    Shown all = lately(Completion.together(transaction, now));
    boolean late = !proof.proof().isJustNow(clock.instant());
    AccountRule.Shown own =
        new AccountRule.Shown(
            Own.in(all.factors()),
            named.shown().proof().filter(_ -> !late),
            named.shown().possession() && !late);
    return thawed(transaction, all, own, visitor)
        .orElseGet(() -> ended(person, completion.enrolled(transaction, proof, visitor)));
  }

  /** What was shown too long ago thaws nothing, and is asked for again. */
  private Shown lately(Shown all) {
    return all.since(clock.instant().minus(Authentications.FRESH));
  }

  /** Empty where the account is thawed in this transaction. */
  private Optional<Outcome> thawed(
      Transaction transaction, Shown all, AccountRule.Shown own, Visitor visitor) {
    PersonId person = all.person();
    return switch (freezes.thaw(person, own, transaction.id(), visitor.during(transaction))) {
      case THAWED -> Optional.empty();
      case NOT_SHOWN -> Optional.of(notYet(transaction, all));
      case AT_COUNTER ->
          Optional.of(ended(person, new Result.Told(Problem.page("thaw.counter"), "at-counter")));
      case NOTHING -> Optional.of(nobody(person, NOT_FROZEN));
    };
  }

  /**
   * How it ended.
   *
   * @param person in whose history a refusal stands; empty for nobody's
   * @param reason why it was refused; blank if it was not
   * @param theirs whether what was shown was the person's own, so that its try does not count
   */
  private record Outcome(Result result, Optional<PersonId> person, String reason, boolean theirs) {

    static Outcome good(Result result) {
      return new Outcome(result, Optional.empty(), "", true);
    }

    static Outcome refused(PersonId person, Result result, String reason, boolean theirs) {
      return new Outcome(result, Optional.of(person), reason, theirs);
    }
  }

  /** What the end of a sign-in says of an account that was just thawed. */
  private static Outcome ended(PersonId person, Result result) {
    return switch (result) {
      case Result.SignedIn _, Result.More _, Result.NotJoined _ -> Outcome.good(result);
      case Result.NotEnough(_, String reason, _, _) ->
          Outcome.refused(person, result, reason, true);
      case Result.Spent _ -> Outcome.refused(person, result, "spent", true);
      case Result.Told(_, String reason) -> Outcome.refused(person, result, reason, true);
      case Result.PhoneWaits _ -> Outcome.refused(person, result, "phone-waits", true);
      case Result.Chosen _ -> Outcome.refused(person, result, "chosen", true);
      case Result.NotAllowed(String reason) -> Outcome.refused(person, result, reason, false);
      case Result.OtherPerson _ -> Outcome.refused(person, result, "another-person", false);
      case Result.PhoneUnbound(var phone) ->
          Outcome.refused(person, result, Truth.reason(phone), false);
    };
  }

  /** After what was undone, which would take it along. */
  private void noted(Transaction transaction, Outcome outcome, Visitor visitor) {
    if (outcome.reason().isEmpty()) {
      return;
    }
    AuditEvent refused =
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .detail("reason", outcome.reason());
    audit.record(outcome.person().map(refused::person).orElse(refused));
  }

  /** It is thawed and signed in, or nothing happened. In no transaction of a caller's. */
  private Outcome whole(Supplier<Outcome> work) {
    Outcome outcome =
        database.execute(status -> {
          Outcome done = work.get();
          if (!(done.result() instanceof Result.SignedIn)) {
            status.setRollbackOnly();
          }
          return done;
        });
    return Objects.requireNonNull(outcome);
  }

  /** The first of two; or one more that is of the same kind, which is said and stands on record. */
  private Outcome notYet(Transaction transaction, Shown all) {
    Missing missing = missing(transaction, all);
    return transaction.missing().isEmpty() || all.steps().size() < 2
        ? Outcome.good(new Result.More(all, missing))
        : Outcome.refused(
            all.person(),
            new Result.More(all, missing, Optional.of(Problem.page("thaw.same-kind"))),
            "same-kind",
            true);
  }

  /** Which ways there are, and which of them do not count, is told once one was shown. */
  private Missing missing(Transaction transaction, Shown all) {
    PersonId person = all.person();
    Set<Own> shown = Own.in(all.factors());
    Ways ways = frozen.ways(person);
    List<String> own =
        ways.before().stream()
            .filter(each -> each != Own.LINKED_WAY && helps(shown, each))
            .sorted()
            .map(ThawAccount::way)
            .toList();
    Set<String> linked = helps(shown, Own.LINKED_WAY) ? ways.linkedBy() : Set.of();
    List<String> adapters =
        proofs.adapters().stream()
            .filter(each -> !each.door().equals(transaction.gone()))
            .filter(each ->
                each.isSaidToReach(IdentityAssurance.P4)
                    || linked.stream().anyMatch(each::showsLinkOf))
            .map(OfferedWay::id)
            .toList();
    return new Missing(
        person, Acr.LEAST, Acr.LEAST, own, adapters, false, useless(ways, shown), Optional.empty());
  }

  private static List<Useless> useless(Ways ways, Set<Own> shown) {
    Stream<Useless> alike =
        ways.before().stream()
            .filter(each -> !shown.contains(each) && !helps(shown, each))
            .sorted()
            .map(each -> new Useless(each, Why.SAME_KIND));
    Stream<Useless> tooNew =
        ways.tooNew().stream().sorted().map(each -> new Useless(each, Why.TOO_NEW));
    return Stream.concat(tooNew, alike).toList();
  }

  /** What is said to prove P4, and upstream accounts, which may be linked. */
  static Stream<OfferedWay> offered(Stream<OfferedWay> adapters) {
    return adapters.filter(each -> !each.asksHere() || each.isSaidToReach(IdentityAssurance.P4));
  }

  private static boolean helps(Set<Own> shown, Own one) {
    Set<Own> both = EnumSet.of(one);
    both.addAll(shown);
    return AccountRule.thaws(new AccountRule.Shown(both, Optional.empty(), false));
  }

  private static String way(Own own) {
    return switch (own) {
      case PHONE -> Proofs.SMS;
      case PASSWORD -> Proofs.PASSWORD;
      case PASSKEY -> Proofs.PASSKEY;
      case LINKED_WAY -> throw new IllegalArgumentException("no way of ours");
    };
  }

  private static Set<Factor> factors(Set<Own> own) {
    Set<Factor> factors = EnumSet.noneOf(Factor.class);
    if (own.contains(Own.PHONE)) {
      factors.add(Factor.SMS);
    }
    if (own.contains(Own.LINKED_WAY)) {
      factors.add(Factor.UPSTREAM_ACCOUNT);
    }
    return factors;
  }
}
