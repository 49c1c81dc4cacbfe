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
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.flow.Completion.Result;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.proofing.Purpose;
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
class ThawAccount {

  private final FrozenAccounts frozen;
  private final Freezes freezes;
  private final Completion completion;
  private final Proofs proofs;
  private final Audit audit;
  private final TransactionOperations database;

  ThawAccount(
      FrozenAccounts frozen,
      Freezes freezes,
      Completion completion,
      Proofs proofs,
      Audit audit,
      TransactionOperations database) {
    this.frozen = frozen;
    this.freezes = freezes;
    this.completion = completion;
    this.proofs = proofs;
    this.audit = audit;
    this.database = database;
  }

  static boolean isFor(Transaction transaction) {
    return transaction.request().purpose() instanceof Purpose.Thaw;
  }

  static Result nobody() {
    return new Result.Told(Problem.page("thaw.nobody"));
  }

  /** An own factor was shown. */
  Result shown(Transaction transaction, Shown now, Visitor visitor) {
    Shown all = Completion.together(transaction, now);
    AccountRule.Shown own = new AccountRule.Shown(Own.in(all.factors()), Optional.empty(), false);
    Ending ending =
        whole(() ->
            thawed(transaction, all, own, visitor)
                .orElseGet(
                    () -> ended(all.person(), completion.start(transaction, all, false, visitor))));
    database.executeWithoutResult(_ -> noted(transaction, ending, visitor));
    return ending.result();
  }

  /**
   * An adapter said who it is. Budgets are no part of what is undone: they are settled after it.
   */
  Result identified(Transaction transaction, Progress.Identified proof, Visitor visitor) {
    Ending ending =
        whole(() ->
            frozen
                .named(proof.proof())
                .map(named -> identified(transaction, proof, named, visitor))
                .orElseGet(() -> new Ending(nobody(), Optional.empty(), "not-frozen", false)));
    database.executeWithoutResult(_ -> {
      if (!ending.theirs()) {
        proofs.refused(proof);
      }
      noted(transaction, ending, visitor);
    });
    if (ending.theirs()) {
      proofs.accepted(proof);
    }
    return ending.result();
  }

  /** Who showed nothing of the account hears of none, whatever was shown of it before. */
  private Ending identified(
      Transaction transaction, Progress.Identified proof, Named named, Visitor visitor) {
    PersonId person = named.person();
    if (!AccountRule.mayHearOfFreeze(named.shown())) {
      return Ending.refused(person, nobody(), "not-shown", false);
    }
    Shown all =
        Completion.together(
            transaction, new Shown(person, transaction.way(), factors(named.shown().own())));
    AccountRule.Shown own =
        new AccountRule.Shown(
            Own.in(all.factors()), named.shown().proof(), named.shown().possession());
    return thawed(transaction, all, own, visitor)
        .orElseGet(() -> ended(person, completion.enrolled(transaction, proof, visitor)));
  }

  /** Empty where the account is thawed in this transaction. */
  private Optional<Ending> thawed(
      Transaction transaction, Shown all, AccountRule.Shown own, Visitor visitor) {
    PersonId person = all.person();
    return switch (freezes.thaw(person, own, transaction.id(), visitor.origin())) {
      case THAWED -> Optional.empty();
      case NOT_SHOWN -> Optional.of(Ending.good(more(transaction, all)));
      case AT_COUNTER ->
          Optional.of(
              Ending.refused(
                  person, new Result.Told(Problem.page("thaw.counter")), "at-counter", true));
      case NOTHING -> Optional.of(Ending.refused(person, nobody(), "not-frozen", false));
    };
  }

  /**
   * How it ended.
   *
   * @param person in whose history a refusal stands; empty for nobody's
   * @param reason why it was refused; blank if it was not
   * @param theirs whether what was shown was the person's own, so that its try does not count
   */
  private record Ending(Result result, Optional<PersonId> person, String reason, boolean theirs) {

    static Ending good(Result result) {
      return new Ending(result, Optional.empty(), "", true);
    }

    static Ending refused(PersonId person, Result result, String reason, boolean theirs) {
      return new Ending(result, Optional.of(person), reason, theirs);
    }
  }

  /** What the end of a sign-in says of an account that was just thawed. */
  private static Ending ended(PersonId person, Result result) {
    return switch (result) {
      case Result.SignedIn _, Result.More _ -> Ending.good(result);
      case Result.NotEnough(_, String reason, _) -> Ending.refused(person, result, reason, true);
      case Result.Spent _ -> Ending.refused(person, result, "spent", true);
      case Result.Told _ -> Ending.refused(person, result, "takes-over", true);
      case Result.Chosen _ -> Ending.refused(person, result, "chosen", true);
      case Result.NotAllowed(String reason) -> Ending.refused(person, result, reason, false);
      case Result.OtherPerson _ -> Ending.refused(person, result, "another-person", false);
      case Result.PhoneUnbound(var phone) ->
          Ending.refused(person, result, Truth.reason(phone), false);
    };
  }

  /** After what was undone, which would take it along. */
  private void noted(Transaction transaction, Ending ending, Visitor visitor) {
    if (ending.reason().isEmpty()) {
      return;
    }
    AuditEvent refused =
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .detail("reason", ending.reason());
    audit.record(ending.person().map(refused::person).orElse(refused));
  }

  /** It is thawed and signed in, or nothing happened. In no transaction of a caller's. */
  private Ending whole(Supplier<Ending> work) {
    Ending ending =
        database.execute(status -> {
          Ending outcome = work.get();
          if (!(outcome.result() instanceof Result.SignedIn)) {
            status.setRollbackOnly();
          }
          return outcome;
        });
    return Objects.requireNonNull(ending);
  }

  /** Which ways there are is told once one was shown. */
  private Result more(Transaction transaction, Shown all) {
    PersonId person = all.person();
    Set<Own> shown = Own.in(all.factors());
    List<String> own =
        frozen.has(person).stream()
            .filter(each -> helps(shown, each))
            .map(ThawAccount::way)
            .toList();
    List<String> adapters =
        offered(proofs.adapters().stream())
            .map(OfferedWay::id)
            .filter(each -> !each.equals(transaction.way()))
            .toList();
    return new Result.More(all, new Missing(person, Acr.LEAST, Acr.LEAST, own, adapters, false));
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
