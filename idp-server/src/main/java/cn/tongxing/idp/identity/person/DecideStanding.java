package cn.tongxing.idp.identity.person;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.Status;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class DecideStanding implements Standings {

  private final PersonRows persons;
  private final DocumentRows documents;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  DecideStanding(
      PersonRows persons,
      DocumentRows documents,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.documents = documents;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Change disable(PersonId person, Reason reason, RequestOrigin origin) {
    return persons.move(person, Status.ACTIVE, Status.DISABLED, clock.instant())
        ? changed(AuditEventType.PERSON_DISABLED, person, reason, origin)
        : unchanged(person);
  }

  @Override
  @Transactional
  public Change enable(PersonId person, Reason reason, RequestOrigin origin) {
    return persons.move(person, Status.DISABLED, Status.ACTIVE, clock.instant())
        ? changed(AuditEventType.PERSON_ENABLED, person, reason, origin)
        : unchanged(person);
  }

  @Override
  public boolean hold(PersonId person) {
    return persons.hold(person);
  }

  @Override
  public List<PersonId> holders(String documentNumber) {
    return documents.holders(documentNumber);
  }

  private Change changed(
      AuditEventType type, PersonId person, Reason reason, RequestOrigin origin) {
    audit.record(AuditEvent.of(type, origin).person(person).detail("reason", reason.code()));
    events.publishEvent(new StandingChanged(person, origin));
    return Change.CHANGED;
  }

  private Change unchanged(PersonId person) {
    return persons
        .status(person)
        .map(status ->
            switch (status) {
              case CLOSED -> Change.CLOSED;
              case MERGED -> Change.UNKNOWN; // the one it became is somebody of their own
              case ACTIVE, DISABLED -> Change.UNCHANGED;
            })
        .orElse(Change.UNKNOWN);
  }
}
