package cn.tongxing.idp.identity.person;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.person.ProofRecords.Draft;
import cn.tongxing.idp.identity.phone.PhoneFreshness;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.takeover.ClaimAccounts;
import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What a proof that shows a possession of the account's holder does for the phone beside it. Their
 * own phone, bound already: it has not changed hands. Another one, and nothing of the account
 * itself: it becomes the account's after the hold (row c of the account rules).
 */
@Component
class HoldersPhone {

  private final PhoneChanges changes;
  private final ClaimAccounts claims;
  private final PhoneRows phones;
  private final PhoneFreshness freshness;
  private final Audit audit;

  HoldersPhone(
      PhoneChanges changes,
      ClaimAccounts claims,
      PhoneRows phones,
      PhoneFreshness freshness,
      Audit audit) {
    this.changes = changes;
    this.claims = claims;
    this.phones = phones;
    this.freshness = freshness;
    this.audit = audit;
  }

  /**
   * The carriers say that the phone is in the name of whom the proof names, and it is bound to that
   * person: it has not changed hands since they were asked.
   */
  void confirm(PersonId person, Draft draft) {
    Proof proof = draft.proof();
    Optional<Instant> asked =
        proof.evidence().stream()
            .filter(each -> each.method() == Method.CARRIER_THREE_ELEMENTS)
            .map(EvidenceItem::time)
            .findFirst();
    Optional<PhoneNumber> phone = proof.possessedPhone();
    if (asked.isEmpty()
        || phone.isEmpty()
        || proof.isPolled()
        || freshness.isFresh(person, phone.get())) {
      return;
    }
    Instant at = asked.get();
    phones.bindings(phone.get()).stream()
        .filter(each -> each.person().equals(person))
        .filter(each -> each.shownAt().filter(shown -> !shown.isBefore(at)).isEmpty())
        .filter(each -> phones.held(each.id(), at))
        .forEach(_ ->
            audit.record(
                AuditEvent.of(AuditEventType.CREDENTIAL_CONFIRMED, draft.browser())
                    .person(person)
                    .signIn(draft.signIn())
                    .detail("kind", "phone")
                    .detail("by", "carriers")));
  }

  /** Whether the phone beside the proof becomes the account's after a hold, by the table. */
  boolean mayWait(PersonId person, Draft draft, Shown shown) {
    return draft.proof().possessedPhone().isPresent()
        && !draft.proof().isPolled()
        && shown.own().isEmpty()
        && changes.when(person, shown) == When.AFTER_HOLD
        && !claims.isInDoubt(person);
  }

  /**
   * Begins the hold that may be ({@link #mayWait}); the same phone that waits already goes on.
   * Gives the time at which it is over, empty where nothing waits for this phone: after a stop,
   * where the account rests on more, where it may be somebody else's, or where another phone waits.
   */
  Optional<Instant> waits(PersonId person, Draft draft, Shown shown) {
    PhoneNumber phone = draft.proof().possessedPhone().orElseThrow();
    return switch (changes.ask(person, phone, shown, draft.signIn(), draft.browser())) {
      case Outcome.Waits(Instant dueAt) -> Optional.of(dueAt);
      case Outcome.WaitsAlready _ ->
          changes
              .waiting(person)
              .filter(each -> each.phone().equals(phone))
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
