package cn.tongxing.idp.identity.merge;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.person.Claims;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.ClaimRows.StoredClaim;
import cn.tongxing.idp.identity.store.MergeRows;
import cn.tongxing.idp.identity.store.MergeRows.Held;
import cn.tongxing.idp.identity.store.MergeRows.Merge;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.takeover.StopTakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class MergePersons implements Merges {

  private final MergeRows rows;
  private final PersonRows persons;
  private final Claims claims;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final StopPhoneChanges stops;
  private final StopTakeOvers takeOvers;
  private final Notices notices;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  MergePersons(
      MergeRows rows,
      PersonRows persons,
      Claims claims,
      PhoneRows phones,
      PhoneChangeRows changes,
      StopPhoneChanges stops,
      StopTakeOvers takeOvers,
      Notices notices,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.rows = rows;
    this.persons = persons;
    this.claims = claims;
    this.phones = phones;
    this.changes = changes;
    this.stops = stops;
    this.takeOvers = takeOvers;
    this.notices = notices;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  @Transactional
  public Outcome merge(PersonId kept, PersonId gone, Approval approval, RequestOrigin origin) {
    decide(kept, gone);
    return join(kept, gone, approval, origin);
  }

  /** In the order in which their rows are held. */
  private void decide(PersonId one, PersonId other) {
    Stream.of(one, other)
        .distinct()
        .sorted(Comparator.comparing(PersonId::value))
        .forEach(persons::decide);
  }

  @Override
  @Transactional
  public boolean joins(PersonId kept, PersonId gone) {
    return refused(kept, gone).isEmpty();
  }

  @Override
  @Transactional
  public Outcome join(PersonId kept, PersonId gone, Approval approval, RequestOrigin origin) {
    Optional<Outcome> refused = refused(kept, gone);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Held> theirs = rows.of(kept);
    List<Held> moving = rows.of(gone);
    Instant now = clock.instant();
    Merge merge = new Merge(TimeOrderedId.at(now, random), gone, kept, now);
    stops.ended(gone, Ending.REPLACED, "merge", now, origin);
    takeOvers.merged(gone, origin);
    rows.begin(merge, approval);
    MergePlan.moved(theirs, moving)
        .forEach(row -> rows.move(merge, row, MergePlan.livesOn(theirs, row)));
    persons.reverified(kept, now);
    record(AuditEventType.PERSON_MERGED, merge, approval, origin);
    tell(NoticeKind.ACCOUNTS_JOINED, merge);
    events.publishEvent(new EarlierWaysEnded(gone, origin));
    return Outcome.DONE;
  }

  private Optional<Outcome> refused(PersonId kept, PersonId gone) {
    boolean both = locked(kept, gone).size() == 2;
    if (persons.account(kept).equals(persons.account(gone))) {
      return Optional.of(Outcome.SAME);
    }
    if (!both) {
      return Optional.of(Outcome.UNKNOWN);
    }
    if (MergePlan.twoOfAKind(rows.of(kept), rows.of(gone))) {
      return Optional.of(Outcome.TWO_OF_A_KIND);
    }
    return rows.holdsOthers(gone) ? Optional.of(Outcome.HOLDS_OTHERS) : Optional.empty();
  }

  /**
   * Which of them may use the service. Locks both rows, in the order of ids, so that two at once
   * come one after the other.
   */
  private List<PersonId> locked(PersonId one, PersonId other) {
    return persons.find(List.of(one, other)).stream()
        .filter(KnownPerson::active)
        .map(KnownPerson::id)
        .toList();
  }

  @Override
  @Transactional
  public Outcome unmerge(PersonId gone, Approval approval, RequestOrigin origin) {
    Optional<Merge> living = rows.living(gone);
    if (living.isEmpty()) {
      return persons.find(gone).isPresent() ? Outcome.NOT_MERGED : Outcome.UNKNOWN;
    }
    Merge merge = living.get();
    Instant now = clock.instant();
    if (!now.isBefore(merge.at().plus(UNDO))) {
      return Outcome.TOO_LATE;
    }
    decide(merge.kept(), gone);
    if (!locked(merge.kept(), gone).contains(merge.kept())) {
      return Outcome.KEPT_SHUT_OUT;
    }
    moveBack(merge);
    changes.unsettle(gone, merge.at());
    rows.end(merge, approval, now);
    persons.reverified(merge.kept(), now);
    persons.reverified(gone, now);
    record(AuditEventType.PERSON_UNMERGED, merge, approval, origin);
    tell(NoticeKind.ACCOUNTS_PARTED, merge);
    events.publishEvent(
        new EarlierWaysEnded(merge.kept(), Optional.empty(), Optional.of(merge.at()), origin));
    return Outcome.DONE;
  }

  /** What was withdrawn meanwhile is not believed again, on either side. */
  private void moveBack(Merge merge) {
    List<StoredClaim> together = claims.believed(merge.kept());
    rows.moveBack(merge);
    claims.withdraw(merge.gone());
    claims.keepBelieving(merge.kept(), together);
  }

  /** The phones of both, each once. */
  private void tell(NoticeKind kind, Merge merge) {
    Set<PhoneNumber> both = new LinkedHashSet<>(phones.of(merge.kept()));
    List<PhoneNumber> theirs = phones.of(merge.gone());
    // who has none left had them when they became part of the other, and hears of it all the same
    both.addAll(theirs.isEmpty() ? phones.endedSince(merge.gone(), merge.at()) : theirs);
    notices.tell(merge.kept(), kind, both);
  }

  private void record(AuditEventType type, Merge merge, Approval approval, RequestOrigin origin) {
    for (PersonId each : List.of(merge.kept(), merge.gone())) {
      audit.record(
          AuditEvent.of(type, origin)
              .person(each)
              .detail("merge", merge.id().toString())
              .detail("with", (each.equals(merge.kept()) ? merge.gone() : merge.kept()).toString())
              .detail("reason", approval.reason().code())
              .detail("operator", approval.operator())
              .detail("second", approval.second()));
    }
  }
}
