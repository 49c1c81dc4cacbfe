package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
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
    return whole(status ->
        thawed(transaction, all, own, visitor)
            .orElseGet(() -> ended(completion.signIn(transaction, all, visitor), status)));
  }

  /** An adapter said who it is. */
  Result identified(Transaction transaction, Progress.Identified proof, Visitor visitor) {
    Result result =
        whole(status ->
            frozen
                .named(proof.proof())
                .map(named -> identified(transaction, proof, named, visitor, status))
                .orElseGet(ThawAccount::nobody));
    if (result instanceof Result.More) {
      proofs.accepted(proof);
    } else if (!(result instanceof Result.SignedIn)) {
      database.executeWithoutResult(_ -> {
        proofs.refused(proof);
        audit.record(
            visitor
                .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
                .detail("reason", "not-frozen"));
      });
    }
    return result;
  }

  private Result identified(
      Transaction transaction,
      Progress.Identified proof,
      Named named,
      Visitor visitor,
      TransactionStatus status) {
    Shown all =
        Completion.together(
            transaction,
            new Shown(named.person(), transaction.way(), factors(named.shown().own())));
    AccountRule.Shown own =
        new AccountRule.Shown(
            Own.in(all.factors()), named.shown().proof(), named.shown().possession());
    return thawed(transaction, all, own, visitor)
        .orElseGet(() -> ended(completion.enrol(transaction, proof, visitor), status));
  }

  /** Empty where the account is thawed in this transaction. */
  private Optional<Result> thawed(
      Transaction transaction, Shown all, AccountRule.Shown own, Visitor visitor) {
    return switch (freezes.thaw(all.person(), own, transaction.id(), visitor.origin())) {
      case THAWED -> Optional.empty();
      case NOT_SHOWN -> Optional.of(more(transaction, all));
      case AT_COUNTER -> Optional.of(new Result.Told(Problem.page("thaw.counter")));
      case NOTHING -> Optional.of(nobody());
    };
  }

  private Result whole(Function<TransactionStatus, Result> work) {
    return Objects.requireNonNull(database.execute(work::apply));
  }

  /** It is thawed and signed in, or nothing happened. */
  private static Result ended(Result result, TransactionStatus status) {
    if (!(result instanceof Result.SignedIn)) {
      status.setRollbackOnly();
    }
    return result;
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

  /** What proves best, and upstream accounts, which may be linked. */
  static Stream<OfferedWay> offered(Stream<OfferedWay> adapters) {
    return adapters.filter(
        each -> !each.asksHere() || each.reaches().identity().atLeast(IdentityAssurance.P4));
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
