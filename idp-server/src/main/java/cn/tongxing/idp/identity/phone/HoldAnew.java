package cn.tongxing.idp.identity.phone;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.PhoneChangeBegun;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A hold gives whoever has the old ways 48 hours in which to stop it. Who was shut out could not:
 * when they are let in again the hours begin anew, and the old phones are told once more.
 */
@Component
class HoldAnew {

  private final PersonRows persons;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  HoldAnew(
      PersonRows persons,
      PhoneRows phones,
      PhoneChangeRows changes,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.phones = phones;
    this.changes = changes;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @EventListener
  void on(StandingChanged changed) {
    persons
        .find(changed.person())
        .filter(KnownPerson::active)
        .flatMap(person -> changes.waiting(person.id()))
        .ifPresent(waiting -> {
          Instant due = clock.instant().plus(AccountRule.HOLD);
          changes.postpone(waiting.id(), due);
          audit.record(
              AuditEvent.of(AuditEventType.PHONE_CHANGE_STARTED, changed.origin())
                  .person(waiting.person())
                  .detail("change", waiting.id().toString())
                  .detail("reason", "let-in-again"));
          events.publishEvent(
              new PhoneChangeBegun(
                  waiting.person(), phones.of(waiting.person()), waiting.phone(), due));
        });
  }
}
