package cn.tongxing.idp.identity.erasure;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.PersonErased;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.ErasureRows;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PersonRows.Status;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.takeover.StopTakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class ErasePersons implements Erasures {

  private final PersonRows persons;
  private final ErasureRows rows;
  private final TakeOverRows decisions;
  private final PhoneRows phones;
  private final DocumentRows documents;
  private final HolderRows holders;
  private final StopPhoneChanges changes;
  private final StopTakeOvers takeOvers;
  private final Notices notices;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  ErasePersons(
      PersonRows persons,
      ErasureRows rows,
      TakeOverRows decisions,
      PhoneRows phones,
      DocumentRows documents,
      HolderRows holders,
      StopPhoneChanges changes,
      StopTakeOvers takeOvers,
      Notices notices,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.rows = rows;
    this.decisions = decisions;
    this.phones = phones;
    this.documents = documents;
    this.holders = holders;
    this.changes = changes;
    this.takeOvers = takeOvers;
    this.notices = notices;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  @Transactional
  public Outcome erase(PersonId person, Approval approval, RequestOrigin origin) {
    List<PersonId> all = new ArrayList<>(rows.parts(person));
    all.add(person);
    all.stream().sorted(Comparator.comparing(PersonId::value)).forEach(persons::decide);
    List<PersonId> held = persons.find(all).stream().map(KnownPerson::id).toList();
    Optional<Outcome> refused = refused(person, held);
    if (refused.isPresent()) {
      return refused.get();
    }
    Instant now = clock.instant();
    tell(person, held, now, origin);
    held.forEach(each -> audit.record(erased(each, person, approval, origin)));
    // while the documents open still
    held.forEach(each -> documents.of(each).forEach(holders::forget));
    rows.erase(held, now);
    // what the others had open ended at the merge
    events.publishEvent(new PersonErased(person, held, origin));
    return Outcome.ERASED;
  }

  /** With all rows held: whoever was merged in before this one was locked is among them, or not. */
  private Optional<Outcome> refused(PersonId person, List<PersonId> held) {
    Optional<Status> status = persons.status(person);
    if (status.isEmpty()) {
      return Optional.of(Outcome.UNKNOWN);
    }
    return switch (status.get()) {
      case CLOSED -> Optional.of(Outcome.ALREADY);
      case MERGED -> Optional.of(Outcome.PART_OF_ANOTHER);
      case DISABLED -> Optional.of(Outcome.HELD);
      case ACTIVE -> {
        if (decisions.standsStill(person)) {
          yield Optional.of(Outcome.HELD);
        }
        Set<PersonId> all = new HashSet<>(rows.parts(person));
        all.add(person);
        yield all.equals(Set.copyOf(held)) ? Optional.empty() : Optional.of(Outcome.JUST_MERGED);
      }
    };
  }

  /** What waits ends first, and is told by itself; then the phones of all, each once. */
  private void tell(PersonId person, List<PersonId> held, Instant now, RequestOrigin origin) {
    Set<PhoneNumber> bound = new LinkedHashSet<>(phones.of(person));
    for (PersonId each : held) {
      changes.ended(each, Ending.REPLACED, "erasure", now, origin);
      takeOvers.erased(each, origin);
      bound.addAll(phones.of(each)); // one that both had stays with each
    }
    notices.tell(person, NoticeKind.ERASED, bound);
  }

  private static AuditEvent erased(
      PersonId each, PersonId with, Approval approval, RequestOrigin origin) {
    AuditEvent event =
        AuditEvent.of(AuditEventType.PERSON_ERASED, origin)
            .person(each)
            .detail("reason", approval.reason().code())
            .detail("operator", approval.operator())
            .detail("second", approval.second());
    return each.equals(with) ? event : event.detail("with", with.toString());
  }
}
