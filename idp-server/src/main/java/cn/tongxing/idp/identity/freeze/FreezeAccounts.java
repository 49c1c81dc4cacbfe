package cn.tongxing.idp.identity.freeze;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.StandingChanged.Cause;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.identity.store.FreezeRows.By;
import cn.tongxing.idp.identity.store.FreezeRows.Freeze;
import cn.tongxing.idp.identity.store.FrozenRows;
import cn.tongxing.idp.identity.store.NamedAccounts;
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
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All under the person's row, so that two at once are one after the other. */
@Service
class FreezeAccounts implements Freezes {

  private static final Duration OF_HOTLINE = Duration.ofDays(1);

  private final PersonRows persons;
  private final NamedAccounts accounts;
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
      NamedAccounts accounts,
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
    this.accounts = accounts;
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
    return begin(person, By.OWNER, UnaryOperator.identity(), origin);
  }

  @Override
  @Transactional
  public Change freeze(
      PersonId person, Desk desk, Case why, Standings.Reason operator, RequestOrigin origin) {
    By by =
        switch (desk) {
          case HOTLINE -> By.HOTLINE;
          case COUNTER -> By.COUNTER;
        };
    accounts.decide(person);
    return begin(
        person,
        by,
        event ->
            event
                .detail("reason", why.reason().code())
                .detail("case", why.number().code())
                .detail("operator", operator.code()),
        origin);
  }

  private Change begin(PersonId one, By by, UnaryOperator<AuditEvent> why, RequestOrigin origin) {
    return held(one)
        .map(person ->
            begun(person, by, event -> why.apply(NamedAccounts.told(event, one, person)), origin))
        .orElse(Change.UNKNOWN);
  }

  private Change begun(
      PersonId person, By by, UnaryOperator<AuditEvent> why, RequestOrigin origin) {
    Instant now = clock.instant();
    Optional<Freeze> open = freezes.open(person);
    if (open.filter(each -> !givesWay(each.by(), by)).isPresent()) {
      return Change.UNCHANGED;
    }
    if (by == By.HOTLINE && freezes.hadByHotline(person)) {
      return Change.ONCE_ONLY;
    }
    open.ifPresent(before -> freezes.end(before.id(), "FREEZE", now));
    Optional<Instant> ends =
        by == By.HOTLINE ? Optional.of(now.plus(OF_HOTLINE)) : Optional.empty();
    // also where it ends the one before: in a row they count from the first
    Instant settled = freezes.settledAt(person, now);
    freezes.begin(new Freeze(TimeOrderedId.at(now, random), person, by, now, settled, ends));
    changes.ended(person, Ending.FROZEN, "freeze", now, origin); // else done when it is thawed
    audit.record(
        why.apply(AuditEvent.of(AuditEventType.PERSON_FROZEN, origin).person(person))
            .detail("by", by.name().toLowerCase(java.util.Locale.ROOT)));
    notices.tell(person, NoticeKind.FROZEN);
    events.publishEvent(new StandingChanged(person, Cause.FREEZE, origin));
    return Change.CHANGED;
  }

  /**
   * The counter has seen who the person is: what it freezes, no factor ends that a thief may have.
   */
  private static boolean givesWay(By open, By next) {
    return next == By.COUNTER && open != By.COUNTER;
  }

  @Override
  @Transactional
  public Change thaw(
      PersonId one, Recent factors, TakeOvers.Decision decision, RequestOrigin origin) {
    accounts.decide(one);
    return held(one)
        .map(person ->
            freezes.open(person).map(open -> thawed(one, open, factors, decision, origin)))
        .map(done -> done.orElse(Change.UNCHANGED))
        .orElse(Change.UNKNOWN);
  }

  private Change thawed(
      PersonId one,
      Freeze open,
      Recent factors,
      TakeOvers.Decision decision,
      RequestOrigin origin) {
    boolean there = recent.isThere(open.person());
    String became = !there ? "none" : factors == Recent.KEEP ? "kept" : "ended";
    end(
        open,
        there && factors == Recent.END,
        event ->
            by(decision, NamedAccounts.told(event, one, open.person())).detail("recent", became),
        Optional.empty(),
        origin);
    return Change.CHANGED;
  }

  @Override
  @Transactional
  public Thawed thaw(PersonId person, Shown shown, SignInId signIn, RequestOrigin origin) {
    Optional<Freeze> open = held(person).filter(frozen::isFrozen).flatMap(freezes::open);
    if (open.isEmpty()) {
      return Thawed.NOTHING;
    }
    if (AccountRule.mayHearOfFreeze(shown) && open.get().by() == By.COUNTER) {
      return Thawed.AT_COUNTER;
    }
    if (!AccountRule.thaws(shown)) {
      return Thawed.NOT_SHOWN;
    }
    end(
        open.get(),
        recent.isThere(open.get().person()),
        UnaryOperator.identity(),
        Optional.of(signIn),
        origin);
    return Thawed.THAWED;
  }

  /** By the sign-in in which the owner showed enough, or else by the counter. */
  private void end(
      Freeze open,
      boolean ends,
      UnaryOperator<AuditEvent> why,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    // on the phones of before, too
    notices.tell(open.person(), ends ? NoticeKind.THAWED_WITHOUT_RECENT : NoticeKind.THAWED);
    if (ends) {
      recent.of(open.person(), origin);
    }
    over(open, signIn.isPresent() ? "OWNER" : "COUNTER", why, signIn, origin);
  }

  /** The hotline's day is over; harmless if it is not any more. */
  @Transactional
  public void over(PersonId person) {
    Instant now = clock.instant();
    held(person)
        .flatMap(freezes::open)
        .filter(open -> open.endsAt().filter(end -> !now.isBefore(end)).isPresent())
        .ifPresent(open -> {
          notices.tell(open.person(), NoticeKind.THAWED);
          over(open, "TIME", UnaryOperator.identity(), Optional.empty(), RequestOrigin.SERVER);
        });
  }

  private void over(
      Freeze freeze,
      String by,
      UnaryOperator<AuditEvent> why,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    freezes.end(freeze.id(), by, clock.instant());
    audit.record(
        why.apply(AuditEvent.of(AuditEventType.PERSON_THAWED, origin).person(freeze.person()))
            .detail("by", by.toLowerCase(java.util.Locale.ROOT)));
    // a sign-in that was just ending when the account was frozen does not live on
    events.publishEvent(new StandingChanged(freeze.person(), Cause.FREEZE, signIn, origin));
  }

  /**
   * The account that this one is now: whoever was merged away signs in to what they became part of.
   * Empty for nobody's. Held until commit.
   */
  private Optional<PersonId> held(PersonId one) {
    PersonId account = accounts.hold(one);
    return persons
        .status(account)
        .filter(status -> status == Status.ACTIVE || status == Status.DISABLED)
        .map(_ -> account);
  }

  @Override
  public PersonId account(PersonId person) {
    return persons.account(person);
  }

  private static AuditEvent by(TakeOvers.Decision decision, AuditEvent event) {
    return event
        .detail("reason", decision.reason().code())
        .detail("case", decision.caseNumber().code())
        .detail("operator", decision.operator().code())
        .detail("second", decision.second().code());
  }

  @Override
  public boolean isThawedByOwner(PersonId person) {
    return freezes.lastEnding(persons.account(person)).filter("OWNER"::equals).isPresent();
  }

  @Override
  public Optional<Open> open(PersonId person) {
    return freezes
        .open(persons.account(person))
        .map(open -> new Open(open.by() == By.COUNTER, open.endsAt()));
  }
}
