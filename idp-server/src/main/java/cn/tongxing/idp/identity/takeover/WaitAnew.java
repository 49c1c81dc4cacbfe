package cn.tongxing.idp.identity.takeover;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.TakeOverBegun;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The hold of a take-over gives the other side 48 hours in which to come with better evidence. Who
 * was shut out by an operator, or frozen by the counter, could not: it stands still, and when they
 * are let in again the hours begin anew, and both are told. A freeze that a factor or a call to the
 * hotline began is neither: else the other side would hold it up, or put it off, by a factor.
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
    PersonId person = changed.person();
    Instant due = clock.instant().plus(AccountRule.HOLD);
    if (persons.find(person).isEmpty() || rows.standsStill(person)) {
      rows.hold(person);
    } else if (rows.postpone(person, due)) {
      rows.waiting(person).ifPresent(waiting -> tell(waiting, due, changed.origin()));
    }
  }

  private void tell(TakeOver waiting, Instant due, RequestOrigin origin) {
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
