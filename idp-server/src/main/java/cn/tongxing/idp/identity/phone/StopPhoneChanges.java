package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PhoneChangeCancelled;
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
  private final Audit audit;
  private final ApplicationEventPublisher events;

  StopPhoneChanges(
      PhoneChangeRows changes, PhoneRows phones, Audit audit, ApplicationEventPublisher events) {
    this.changes = changes;
    this.phones = phones;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Evidence by a method is withdrawn, and what a proof with a piece of it by itself began (row c)
   * waits no longer, whether or not the piece was stored. Nobody's word against the next change.
   *
   * @param source whose answers; empty for every source
   * @return whether anything waited on it
   */
  public boolean withdrawn(
      PersonId person, Method method, Optional<String> source, Instant at, RequestOrigin origin) {
    Optional<WaitingChange> resting = changes.waitingBy(person, method, source);
    resting.ifPresent(waiting -> {
      boolean _ = changes.end(waiting.id(), Ending.WITHDRAWN, at);
      tell(waiting, "evidence-withdrawn", origin);
    });
    return resting.isPresent();
  }

  /**
   * Something did not wait: better evidence changed the phone, or the account changed hands. The
   * phones of the account hear of that; one that waited, and is another, hears that it waits no
   * longer.
   *
   * @param phone the account's now: what waited for the same one has come true
   * @param by for the trail
   */
  public void overtaken(
      PersonId person, Optional<PhoneNumber> phone, String by, Instant at, RequestOrigin origin) {
    changes
        .waiting(person)
        .ifPresent(waited -> {
          boolean _ = changes.end(waited.id(), Ending.REPLACED, at);
          if (!Optional.of(waited.phone()).equals(phone)) {
            record(waited, by, origin);
            events.publishEvent(new PhoneChangeCancelled(person, List.of(waited.phone())));
          }
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
    record(ended, by, origin);
    List<PhoneNumber> concerned = new ArrayList<>(phones.of(ended.person()));
    concerned.add(ended.phone());
    return new PhoneChangeCancelled(ended.person(), concerned);
  }

  private void record(WaitingChange ended, String by, RequestOrigin origin) {
    audit.record(
        AuditEvent.of(AuditEventType.PHONE_CHANGE_CANCELLED, origin)
            .person(ended.person())
            .detail("change", ended.id().toString())
            .detail("by", by));
  }
}
