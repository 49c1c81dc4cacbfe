package cn.tongxing.idp.identity.takeover;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.TakeOverBegun;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The hold of a take-over gives the other side 48 hours in which to come with better evidence. Who
 * was shut out could not: when they are let in again the hours begin anew, and both are told.
 */
@Component
class WaitAnew {

  private final PersonRows persons;
  private final PhoneRows phones;
  private final TakeOverRows rows;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  WaitAnew(
      PersonRows persons,
      PhoneRows phones,
      TakeOverRows rows,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.phones = phones;
    this.rows = rows;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @EventListener
  void on(StandingChanged changed) {
    persons
        .find(changed.person())
        .filter(KnownPerson::active)
        .flatMap(person -> rows.waiting(person.id()))
        .ifPresent(waiting -> begin(waiting, changed.origin()));
  }

  private void begin(TakeOver waiting, RequestOrigin origin) {
    Instant due = clock.instant().plus(AccountRule.HOLD);
    rows.postpone(waiting.id(), due);
    audit.record(
        AuditEvent.of(AuditEventType.TAKE_OVER_STARTED, origin)
            .person(waiting.person())
            .detail("takeover", waiting.id().toString())
            .detail("reason", "let-in-again"));
    events.publishEvent(
        new TakeOverBegun(
            waiting.person(), phones.of(waiting.person()), waiting.phone().orElseThrow(), due));
  }
}
