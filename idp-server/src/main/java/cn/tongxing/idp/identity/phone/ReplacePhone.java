package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.identity.PhoneChanged;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.identity.store.PhoneChangeRows.WaitingChange;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.upkeep.OneByOne;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends bindings and makes new ones, now or when a hold is over. */
@Component
class ReplacePhone {

  private static final int AT_ONCE = 100;

  private final IdentityLocks locks;
  private final PersonRows persons;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final StopPhoneChanges stops;
  private final KnownPlaces places;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionOperations database;
  private final InstantSource clock;
  private final SecureRandom random;

  ReplacePhone(
      IdentityLocks locks,
      PersonRows persons,
      PhoneRows phones,
      PhoneChangeRows changes,
      StopPhoneChanges stops,
      KnownPlaces places,
      Audit audit,
      ApplicationEventPublisher events,
      TransactionOperations database,
      InstantSource clock,
      SecureRandom random) {
    this.locks = locks;
    this.persons = persons;
    this.phones = phones;
    this.changes = changes;
    this.stops = stops;
    this.places = places;
    this.audit = audit;
    this.events = events;
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /**
   * In the caller's transaction, which holds the person's row; false if the phone has no place.
   *
   * @param signIn by whose proof, if a sign-in changes it
   * @param shown when its code was shown; empty if it never was: then the phone opens nothing alone
   */
  boolean with(
      PersonId person,
      PhoneNumber phone,
      Optional<Instant> shown,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    Instant now = clock.instant();
    List<PhoneNumber> old = phones.of(person);
    if (!phones.bind(TimeOrderedId.at(now, random), person, phone, now, shown)) {
      return false;
    }
    phones.endOthers(person, phone, now);
    changes.settle(person, now);
    persons.touch(person, now);
    audit.record(AuditEvent.of(AuditEventType.PHONE_CHANGED, origin).person(person));
    events.publishEvent(new PhoneChanged(person, old, phone, signIn, origin));
    if (!old.isEmpty()) { // what rested on fallen ones ended with them
      events.publishEvent(new WayEnded(person, WayEnded.Way.PHONE, true, signIn, origin));
    }
    return true;
  }

  /**
   * Ends one binding, with audit; false if it has just been ended or freshened. Whoever has the
   * number now may have been signed in by it before, or be on the way: no browser is known any
   * more, no sign-in that began before ends in a session, and none goes on that rests on a phone.
   *
   * @param signIn by whose proof, if a sign-in of the person's ends it
   */
  boolean end(BoundPhone binding, String reason, Optional<SignInId> signIn, RequestOrigin origin) {
    Instant now = clock.instant();
    persons.find(binding.person()); // locked before the phone, in the order of enrolment
    if (!phones.end(binding, now)) {
      return false;
    }
    persons.touch(binding.person(), now);
    places.forget(binding.person());
    audit.record(
        AuditEvent.of(AuditEventType.CREDENTIAL_REMOVED, origin)
            .person(binding.person())
            .detail("kind", "phone")
            .detail("reason", reason));
    events.publishEvent(
        new WayEnded(
            binding.person(), WayEnded.Way.PHONE, phones.hasAny(binding.person()), signIn, origin));
    return true;
  }

  /** What is due; how many were ended. */
  int finishDue() {
    Instant now = clock.instant();
    return OneByOne.count(
        "a change of the phone",
        after -> changes.due(now, after, AT_ONCE),
        person ->
            Boolean.TRUE.equals(
                database.execute(_ -> changes.waiting(person).filter(this::finish).isPresent())));
  }

  private boolean finish(WaitingChange change) {
    locks.take(List.of(phones.index(change.phone())));
    boolean active = persons.find(change.person()).filter(KnownPerson::active).isPresent();
    boolean waits =
        changes
            .waiting(change.person())
            .filter(waiting -> waiting.id().equals(change.id()))
            .filter(waiting -> !clock.instant().isBefore(waiting.dueAt())) // or begun anew
            .isPresent();
    if (!active || !waits) {
      return false; // shut out meanwhile, stopped meanwhile, or done by another node
    }
    boolean done =
        with(
            change.person(),
            change.phone(),
            change.shownAt(),
            Optional.empty(),
            RequestOrigin.SERVER);
    changes.end(change.id(), done ? Ending.DONE : Ending.NO_ROOM, clock.instant());
    if (!done) {
      stops.tell(change, "no-room", RequestOrigin.SERVER);
    }
    return true;
  }
}
