package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.Status;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class DecideStanding implements Standings {

  private final PersonRows persons;
  private final NamedAccounts accounts;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  DecideStanding(
      PersonRows persons,
      NamedAccounts accounts,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.accounts = accounts;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Change disable(PersonId one, Reason reason, Reason operator, RequestOrigin origin) {
    PersonId person = accounts.decide(one);
    return persons.move(person, Status.ACTIVE, Status.DISABLED, clock.instant())
        ? changed(
            one,
            AuditEvent.of(AuditEventType.PERSON_DISABLED, origin)
                .person(person)
                .detail("reason", reason.code())
                .detail("operator", operator.code()),
            person,
            origin)
        : unchanged(person);
  }

  @Override
  @Transactional
  public Change enable(PersonId one, Approval approval, RequestOrigin origin) {
    PersonId person = accounts.decide(one);
    return persons.move(person, Status.DISABLED, Status.ACTIVE, clock.instant())
        ? changed(
            one,
            AuditEvent.of(AuditEventType.PERSON_ENABLED, origin)
                .person(person)
                .detail("reason", approval.reason().code())
                .detail("operator", approval.operator())
                .detail("second", approval.second()),
            person,
            origin)
        : unchanged(person);
  }

  @Override
  public boolean hold(PersonId person) {
    return persons.hold(person);
  }

  private Change changed(PersonId one, AuditEvent event, PersonId person, RequestOrigin origin) {
    audit.record(NamedAccounts.told(event, one, person));
    events.publishEvent(new StandingChanged(person, StandingChanged.Cause.OPERATOR, origin));
    return Change.CHANGED;
  }

  private Change unchanged(PersonId person) {
    return persons
        .status(person)
        .map(status ->
            switch (status) {
              case CLOSED -> Change.CLOSED;
              case MERGED -> Change.UNKNOWN; // into nobody
              case ACTIVE, DISABLED -> Change.UNCHANGED;
            })
        .orElse(Change.UNKNOWN);
  }
}
