package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PhoneChangeCancelled;
import cn.tongxing.idp.identity.assurance.ProofWorth;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneChangeRows.WaitingChange;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * A change of phone that waits comes to nothing, and both sides hear of it. In the caller's
 * transaction, which holds the person's row.
 */
@Component
public class StopPhoneChanges {

  private final PhoneChangeRows changes;
  private final PhoneRows phones;
  private final EvidenceRows evidence;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  StopPhoneChanges(
      PhoneChangeRows changes,
      PhoneRows phones,
      EvidenceRows evidence,
      Audit audit,
      ApplicationEventPublisher events) {
    this.changes = changes;
    this.phones = phones;
    this.evidence = evidence;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Evidence was withdrawn, and what a proof by it alone began (row c) waits no longer. Nobody's
   * word against the next change. Which of several proofs began it is not kept: each that was there
   * and could have is taken for the one.
   *
   * @param at when it was withdrawn, as its status says
   */
  public void withdrawn(PersonId person, Instant at, RequestOrigin origin) {
    changes
        .waitingByProofAlone(person)
        .filter(waiting ->
            evidence.withdrawnAt(person, at, waiting.startedAt()).stream()
                .anyMatch(ProofWorth::isWorthSomething))
        .ifPresent(waiting -> {
          boolean _ = changes.end(waiting.id(), Ending.WITHDRAWN, at);
          tell(waiting, "evidence-withdrawn", origin);
        });
  }

  /**
   * What waits comes to nothing by something else that became of the account.
   *
   * @param by for the trail
   */
  public void ended(PersonId person, Ending how, String by, Instant at, RequestOrigin origin) {
    untold(person, how, by, at, origin).ifPresent(events::publishEvent);
  }

  /**
   * The same, for a caller that may have more to tell: before the phones of the account end.
   *
   * @return what was not told yet, if anything waited
   */
  public Optional<PhoneChangeCancelled> untold(
      PersonId person, Ending how, String by, Instant at, RequestOrigin origin) {
    return changes
        .waiting(person)
        .map(waited -> {
          boolean _ = changes.end(waited.id(), how, at);
          return noted(waited, by, origin);
        });
  }

  /** What has just ended stands in the trail, and is told to the phones of both sides. */
  void tell(WaitingChange ended, String by, RequestOrigin origin) {
    events.publishEvent(noted(ended, by, origin));
  }

  private PhoneChangeCancelled noted(WaitingChange ended, String by, RequestOrigin origin) {
    audit.record(
        AuditEvent.of(AuditEventType.PHONE_CHANGE_CANCELLED, origin)
            .person(ended.person())
            .detail("change", ended.id().toString())
            .detail("by", by));
    List<PhoneNumber> concerned = new ArrayList<>(phones.of(ended.person()));
    if (ended.shownAt().isPresent()) {
      concerned.add(ended.phone());
    }
    return new PhoneChangeCancelled(ended.person(), concerned);
  }
}
