package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Open;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proving.Shown;
import java.util.Collections;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who shows what opened a frozen account before hears that it is frozen, and by whom it may be
 * thawed; who shows nothing of it hears what nobody hears.
 */
@Component
class TellFrozen {

  /** Why a sign-in was refused, in the trail. */
  static final String REASON = "frozen";

  private final Freezes freezes;
  private final FrozenAccounts frozen;
  private final Audit audit;

  TellFrozen(Freezes freezes, FrozenAccounts frozen, Audit audit) {
    this.freezes = freezes;
    this.frozen = frozen;
    this.audit = audit;
  }

  /** The person's own, from before, was shown: it stands in their history. */
  Result told(Transaction transaction, PersonId person, Visitor visitor) {
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, transaction.way())
            .person(person)
            .detail("reason", REASON));
    if (!transaction.request().purpose().takes(person)) {
      return new Result.OtherPerson(person); // whoever confirms an account hears of no other
    }
    return new Result.Told(
        freezes
            .open(person)
            .map(Truth::frozen)
            .orElseGet(() -> Problem.page("login.failed")), // thawed meanwhile
        REASON);
  }

  /** The account was frozen after something of it was shown, or its person was shut out. */
  Result.NotEnough meanwhile(Shown shown) {
    Optional<Open> open = freezes.open(shown.person());
    boolean before =
        open.isPresent()
            && !Collections.disjoint(frozen.ways(shown.person()).before(), Own.in(shown.factors()));
    return new Result.NotEnough(
        shown.person(),
        open.isPresent() ? REASON : "disabled",
        before ? Truth.frozen(open.get()) : Problem.page("login.failed"));
  }
}
