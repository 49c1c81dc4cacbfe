package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.LinkDoors;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Links implements LinkedWays {

  private final PersonRows persons;
  private final NamedAccounts accounts;
  private final UpstreamLinkRows rows;
  private final EndedLinkRows memory;
  private final PhoneChangeRows changes;
  private final LastWay last;
  private final KnownPlaces places;
  private final LinkDoors doors;
  private final Notices notices;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  Links(
      PersonRows persons,
      NamedAccounts accounts,
      UpstreamLinkRows rows,
      EndedLinkRows memory,
      PhoneChangeRows changes,
      LastWay last,
      KnownPlaces places,
      Optional<LinkDoors> doors,
      Notices notices,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.persons = persons;
    this.accounts = accounts;
    this.rows = rows;
    this.memory = memory;
    this.changes = changes;
    this.last = last;
    this.places = places;
    this.doors = doors.orElse(LinkDoors.NONE);
    this.notices = notices;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Set<String> adapters(PersonId person) {
    return rows.adapters(person);
  }

  @Override
  public List<ExternalSubject> subjects(PersonId person, String adapter) {
    return rows.subjects(person, adapter);
  }

  @Override
  @Transactional
  public boolean end(PersonId person, UUID link, Optional<SignInId> signIn, RequestOrigin origin) {
    Optional<UpstreamLinkRows.Removed> removed =
        mayChange(person) && !last.is(person, link) ? rows.remove(person, link) : Optional.empty();
    if (removed.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    persons.touch(person, now);
    places.forget(person); // beside a known place what was linked signed in by itself
    String adapter = removed.get().adapter();
    memory.remember(person, new Ended(link, adapter, removed.get().way(), now));
    boolean another = rows.of(person).stream().anyMatch(each -> each.adapter().equals(adapter));
    Set<String> ways = new HashSet<>(doors.of(adapter));
    ways.add(removed.get().way());
    events.publishEvent(WayEnded.link(person, ways, another, signIn, origin));
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, origin)
            .person(person)
            .detail("kind", "link")
            .detail("way", removed.get().way())
            .detail("credential", link.toString()));
    notices.tell(person, NoticeKind.LINK_REMOVED);
    return true;
  }

  @Override
  public Optional<Added> addedIn(PersonId person, SignInId signIn) {
    return rows.addedIn(person, signIn)
        .map(link -> new Added(link.id(), link.way(), last.is(person, link.id())));
  }

  @Override
  public List<Ended> ended(PersonId person) {
    return memory.of(person);
  }

  @Override
  @Transactional
  public boolean allow(PersonId person, UUID ended, RequestOrigin origin) {
    Optional<Ended> again = mayChange(person) ? memory.allow(person, ended) : Optional.empty();
    again.ifPresent(each -> audit.record(allowed(person, each, origin)));
    return again.isPresent();
  }

  @Override
  @Transactional
  public List<String> allow(PersonId one, Approval approval, RequestOrigin origin) {
    PersonId person = accounts.hold(one);
    List<Ended> all = memory.of(person);
    memory.forget(person);
    all.forEach(each ->
        audit.record(
            NamedAccounts.told(allowed(person, each, origin), one, person)
                .detail("reason", approval.reason().code())
                .detail("operator", approval.operator())
                .detail("second", approval.second())));
    return all.stream().map(Ended::way).toList();
  }

  private static AuditEvent allowed(PersonId person, Ended ended, RequestOrigin origin) {
    return AuditEvent.of(AuditEventType.LINK_ALLOWED, origin)
        .person(person)
        .detail("adapter", ended.adapter())
        .detail("way", ended.way());
  }

  /** Whether nobody shut the person out, and no change of phone waits; so until commit. */
  private boolean mayChange(PersonId person) {
    return persons.find(person).filter(PersonRows.KnownPerson::active).isPresent()
        && !changes.isWaiting(person);
  }
}
