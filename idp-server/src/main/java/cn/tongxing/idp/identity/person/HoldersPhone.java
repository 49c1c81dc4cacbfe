package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.person.ProofRecords.Draft;
import cn.tongxing.idp.identity.takeover.ClaimAccounts;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Row c of the account rules: a proof names the account's holder and shows a possession of theirs,
 * and nothing of the account itself. The phone that was proven with it becomes the account's after
 * the hold.
 */
@Component
class HoldersPhone {

  private final PhoneChanges changes;
  private final ClaimAccounts claims;

  HoldersPhone(PhoneChanges changes, ClaimAccounts claims) {
    this.changes = changes;
    this.claims = claims;
  }

  /**
   * Begins the hold; the same phone that waits already goes on. Gives the time at which it is over,
   * empty where nothing waits for this phone: after a stop, where the account rests on more, where
   * it may be somebody else's, or where another phone waits.
   */
  Optional<Instant> waits(PersonId person, Draft draft, Shown shown) {
    Proof proof = draft.proof();
    Optional<PhoneNumber> phone = proof.possessedPhone();
    if (phone.isEmpty()
        || proof.isPolled()
        || !shown.own().isEmpty()
        || changes.when(person, shown) != When.AFTER_HOLD
        || claims.isInDoubt(person)) {
      return Optional.empty();
    }
    return switch (changes.ask(person, phone.get(), shown, draft.signIn(), draft.browser())) {
      case Outcome.Waits(Instant dueAt) -> Optional.of(dueAt);
      case Outcome.WaitsAlready _ ->
          changes
              .waiting(person)
              .filter(each -> each.phone().equals(phone.get()))
              .map(PhoneChanges.Waiting::dueAt);
      case Outcome.Changed _,
          Outcome.AtCounter _,
          Outcome.NotShown _,
          Outcome.NoRoom _,
          Outcome.Nobody _,
          Outcome.TheirsAlready _ ->
          Optional.empty();
    };
  }
}
