package cn.tongxing.idp.identity.freeze;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.identity.store.FreezeRows.By;
import cn.tongxing.idp.identity.store.FreezeRows.Freeze;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.Status;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Ending;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.notice.Notices;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All under the person's row, so that two at once are one after the other. */
@Service
class FreezeAccounts implements Freezes {

  private static final Duration OF_HOTLINE = Duration.ofDays(1);

  /**
   * What is older than this when the account is frozen is from before. Nothing grows old in a
   * freeze, nor in the same time after one that nobody ended but the clock.
   */
  private static final Duration SETTLED = Duration.ofDays(3);

  private final PersonRows persons;
  private final FreezeRows freezes;
  private final FrozenRows frozen;
  private final StopPhoneChanges changes;
  private final EndRecent recent;
  private final Notices notices;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  FreezeAccounts(
      PersonRows persons,
      FreezeRows freezes,
      FrozenRows frozen,
      StopPhoneChanges changes,
      EndRecent recent,
      Notices notices,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.persons = persons;
    this.freezes = freezes;
    this.frozen = frozen;
    this.changes = changes;
    this.recent = recent;
    this.notices = notices;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  @Transactional
  public Change freeze(PersonId person, RequestOrigin origin) {
    return begin(person, By.OWNER, Optional.empty(), origin);
  }

  @Override
  @Transactional
  public Change freeze(PersonId person, Desk desk, Case why, RequestOrigin origin) {
    return switch (desk) {
      case HOTLINE -> begin(person, By.HOTLINE, Optional.of(why), origin);
      case COUNTER -> begin(person, By.COUNTER, Optional.of(why), origin);
    };
  }

  private Change begin(PersonId person, By by, Optional<Case> why, RequestOrigin origin) {
    if (isNobody(person)) {
      return Change.UNKNOWN;
    }
    Instant now = clock.instant();
    Optional<Freeze> open = freezes.open(person);
    if (open.isPresent() && !(open.get().by() == By.HOTLINE && by == By.COUNTER)) {
      return Change.UNCHANGED;
    }
    if (by == By.HOTLINE && freezes.hadByHotline(person)) {
      return Change.ONCE_ONLY;
    }
    open.ifPresent(ofHotline -> freezes.end(ofHotline.id(), "FREEZE", now));
    Optional<Instant> ends =
        by == By.HOTLINE ? Optional.of(now.plus(OF_HOTLINE)) : Optional.empty();
    Instant recent = now.minus(SETTLED);
    Instant settled = freezes.inARow(person, recent).orElse(recent);
    freezes.begin(new Freeze(TimeOrderedId.at(now, random), person, by, now, settled, ends));
    changes.ended(person, Ending.FROZEN, "freeze", now, origin); // else done when it is thawed
    audit.record(
        because(AuditEvent.of(AuditEventType.PERSON_FROZEN, origin).person(person), why)
            .detail("by", by.name().toLowerCase(java.util.Locale.ROOT)));
    notices.tell(person, NoticeKind.FROZEN);
    events.publishEvent(new StandingChanged(person, origin));
    return Change.CHANGED;
  }

  @Override
  @Transactional
  public Change thaw(PersonId person, Recent factors, Case why, RequestOrigin origin) {
    if (isNobody(person)) {
      return Change.UNKNOWN;
    }
    Optional<Freeze> open = freezes.open(person);
    if (open.isEmpty()) {
      return Change.UNCHANGED;
    }
    end(open.get(), factors, Optional.of(why), Optional.empty(), origin);
    return Change.CHANGED;
  }

  @Override
  @Transactional
  public Thawed thaw(PersonId person, Shown shown, SignInId signIn, RequestOrigin origin) {
    boolean usable = !isNobody(person) && frozen.isFrozen(person);
    Optional<Freeze> open = usable ? freezes.open(person) : Optional.empty();
    if (open.isEmpty()) {
      return Thawed.NOTHING;
    }
    if (AccountRule.mayHearOfFreeze(shown) && open.get().by() == By.COUNTER) {
      return Thawed.AT_COUNTER;
    }
    if (!AccountRule.thaws(shown)) {
      return Thawed.NOT_SHOWN;
    }
    end(open.get(), Recent.END, Optional.empty(), Optional.of(signIn), origin);
    return Thawed.THAWED;
  }

  /** By the sign-in in which the owner showed enough, or else by the counter. */
  private void end(
      Freeze open,
      Recent factors,
      Optional<Case> why,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    notices.tell(open.person(), NoticeKind.THAWED); // on the phones of before, too
    if (factors == Recent.END) {
      recent.of(open.person(), origin);
    }
    over(open, signIn.isPresent() ? "OWNER" : "COUNTER", why, signIn, origin);
  }

  /** The hotline's day is over; harmless if it is not any more. */
  @Transactional
  public void over(PersonId person) {
    Instant now = clock.instant();
    if (isNobody(person)) {
      return;
    }
    freezes
        .open(person)
        .filter(open -> open.endsAt().filter(end -> !now.isBefore(end)).isPresent())
        .ifPresent(open -> {
          notices.tell(person, NoticeKind.THAWED);
          over(open, "TIME", Optional.empty(), Optional.empty(), RequestOrigin.SERVER);
        });
  }

  private void over(
      Freeze freeze,
      String by,
      Optional<Case> why,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    freezes.end(freeze.id(), by, clock.instant());
    audit.record(
        because(AuditEvent.of(AuditEventType.PERSON_THAWED, origin).person(freeze.person()), why)
            .detail("by", by.toLowerCase(java.util.Locale.ROOT)));
    // a sign-in that was just ending when the account was frozen does not live on
    events.publishEvent(new StandingChanged(freeze.person(), signIn, origin));
  }

  private boolean isNobody(PersonId person) {
    return persons.find(person).isEmpty()
        || persons.status(person).filter(Status.CLOSED::equals).isPresent();
  }

  private static AuditEvent because(AuditEvent event, Optional<Case> why) {
    return why.map(each ->
            event.detail("reason", each.reason().code()).detail("case", each.number().code()))
        .orElse(event);
  }

  @Override
  public boolean isThawedByOwner(PersonId person) {
    return freezes.lastEnding(person).filter("OWNER"::equals).isPresent();
  }

  @Override
  public boolean isFrozen(PersonId person) {
    return freezes.open(person).isPresent();
  }
}
