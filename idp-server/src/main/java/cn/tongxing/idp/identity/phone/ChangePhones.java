package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Account;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Piece;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.PhoneChangeBegun;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.SettledWays;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.assurance.LevelPolicy;
import cn.tongxing.idp.identity.assurance.ProofWorth;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.KnownPerson;
import cn.tongxing.idp.identity.store.PhoneChangeRows;
import cn.tongxing.idp.identity.store.PhoneChangeRows.Cancelled;
import cn.tongxing.idp.identity.store.PhoneChangeRows.WaitingChange;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.PhoneRows.BoundPhone;
import cn.tongxing.idp.identity.store.ProfileRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows a to d of the table, the hold, and how it is stopped. */
@Service
class ChangePhones implements PhoneChanges {

  /** After so many stops by one thing alone, neither side is believed. */
  private static final int STOPS_OF_ONE = 2;

  private final IdentityLocks locks;
  private final PersonRows persons;
  private final NamedAccounts accounts;
  private final ProfileRows profiles;
  private final PhoneRows phones;
  private final PhoneChangeRows changes;
  private final EvidenceRows evidence;
  private final PhoneFreshness freshness;
  private final SettledWays ways;
  private final ReplacePhone replace;
  private final StopPhoneChanges stops;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  ChangePhones(
      IdentityLocks locks,
      PersonRows persons,
      NamedAccounts accounts,
      ProfileRows profiles,
      PhoneRows phones,
      PhoneChangeRows changes,
      EvidenceRows evidence,
      PhoneFreshness freshness,
      SettledWays ways,
      ReplacePhone replace,
      StopPhoneChanges stops,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.locks = locks;
    this.persons = persons;
    this.accounts = accounts;
    this.profiles = profiles;
    this.phones = phones;
    this.changes = changes;
    this.evidence = evidence;
    this.freshness = freshness;
    this.ways = ways;
    this.replace = replace;
    this.stops = stops;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Shown shownIn(PersonId person, SignInId signIn, Set<Factor> factors, OwnShown own) {
    List<Piece> pieces = evidence.pieces(person, signIn, clock.instant().minus(AccountRule.FRESH));
    Optional<IdentityAssurance> proof =
        ProofWorth.of(factors, pieces.stream().map(Piece::method).toList());
    List<Piece> by =
        pieces.stream()
            .filter(each -> ProofWorth.isWorthSomething(factors, each.method()))
            .toList();
    return new Shown(own.own(), ways.of(person).young(own), proof, proof.isPresent(), by);
  }

  @Override
  public When when(PersonId person, Shown shown) {
    Account account = account(person);
    if (needsBetterEvidence(person)) {
      return AccountRule.afterStop(shown, account);
    }
    return wasStopped(person)
        ? AccountRule.afterWithdrawal(shown, account)
        : AccountRule.of(shown, account).phone();
  }

  @Override
  public boolean wasStopped(PersonId person) {
    return !changes.cancels(person).isEmpty();
  }

  @Override
  public boolean needsBetterEvidence(PersonId person) {
    return changes.cancels(person).stream()
        .anyMatch(each -> !AccountRule.isWithdrawal(each.begunBy(), each.by()));
  }

  @Override
  @Transactional
  public Outcome ask(PersonId person, PhoneNumber phone, Shown shown, RequestOrigin origin) {
    return asked(person, phone, shown, Optional.empty(), origin);
  }

  @Override
  @Transactional
  public Outcome ask(
      PersonId person, PhoneNumber phone, Shown shown, SignInId signIn, RequestOrigin origin) {
    return asked(person, phone, shown, Optional.of(signIn), origin);
  }

  private Outcome asked(
      PersonId person,
      PhoneNumber phone,
      Shown shown,
      Optional<SignInId> signIn,
      RequestOrigin origin) {
    Optional<Outcome> hindrance = hindrance(person, phone);
    if (hindrance.isPresent()) {
      return hindrance.get();
    }
    return switch (when(person, shown)) {
      case AT_ONCE -> now(person, phone, signIn, origin);
      case AFTER_HOLD ->
          later(person, phone, Optional.of(clock.instant()), Cause.of(shown), origin);
      case AT_COUNTER -> new Outcome.AtCounter();
      case NEVER -> new Outcome.NotShown();
    };
  }

  @Override
  @Transactional
  public boolean shownAgain(PersonId person, PhoneNumber phone, Shown shown) {
    if (!(hindrance(person, phone).orElse(null) instanceof Outcome.TheirsAlready)) {
      return false;
    }
    if (AccountRule.opens(shown) && freshness.isOnlyTheirs(person, phone)) {
      phones.used(person, phone, clock.instant());
    }
    return true;
  }

  @Override
  @Transactional
  public Outcome askFor(
      PersonId one, PhoneNumber phone, TakeOvers.Decision decision, RequestOrigin origin) {
    locks.take(List.of(phones.index(phone)));
    PersonId person = accounts.hold(one);
    return hindrance(person, phone)
        .orElseGet(() ->
            isDisputed(person)
                ? new Outcome.AtCounter()
                : later(person, phone, Optional.empty(), Cause.of(one, decision), origin));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(PersonId person, PhoneNumber phone) {
    Optional<KnownPerson> _ = held(person, phone);
  }

  private Optional<KnownPerson> held(PersonId person, PhoneNumber phone) {
    locks.take(List.of(phones.index(phone)));
    return persons.find(person);
  }

  private Optional<Outcome> hindrance(PersonId person, PhoneNumber phone) {
    if (held(person, phone).filter(KnownPerson::active).isEmpty()) {
      return Optional.of(new Outcome.Nobody());
    }
    return phones.bindings(phone).stream().anyMatch(each -> each.person().equals(person))
        ? Optional.of(new Outcome.TheirsAlready())
        : Optional.empty();
  }

  private Account account(PersonId person) {
    IdentityAssurance level =
        profiles
            .find(person, Set.of(Part.LEVEL))
            .map(stored -> LevelPolicy.level(stored.evidence(), clock.instant()))
            .orElse(IdentityAssurance.P1);
    return new Account(level, false, List.of());
  }

  /** Better evidence does not wait for what began with less: that ends. */
  private Outcome now(
      PersonId person, PhoneNumber phone, Optional<SignInId> signIn, RequestOrigin origin) {
    Instant now = clock.instant();
    if (!replace.with(person, phone, Optional.of(now), signIn, origin)) {
      return new Outcome.NoRoom();
    }
    stops.overtaken(person, Optional.of(phone), "better-evidence", now, origin);
    return new Outcome.Changed();
  }

  /**
   * What begins a change that waits.
   *
   * @param reason own factors, or an operator's words; empty of a proof by itself
   * @param proof its pieces, if it is a proof by itself
   * @param decision of the operators, if they ask for the person
   * @param named whom they named
   */
  private record Cause(
      String reason,
      List<Piece> proof,
      Optional<TakeOvers.Decision> decision,
      Optional<PersonId> named) {

    static Cause of(PersonId named, TakeOvers.Decision decision) {
      String why = decision.reason().code() + " " + decision.caseNumber().code();
      return new Cause(why, List.of(), Optional.of(decision), Optional.of(named));
    }

    static Cause of(Shown shown) {
      if (!shown.own().isEmpty()) {
        return new Cause(names(shown.own()), List.of(), Optional.empty(), Optional.empty());
      }
      if (shown.by().isEmpty()) {
        throw new IllegalArgumentException("a proof without its pieces could not be withdrawn");
      }
      return new Cause("", shown.by(), Optional.empty(), Optional.empty());
    }

    /** Who answers for it, where it is not the person's own doing. */
    AuditEvent by(AuditEvent event, PersonId person) {
      AuditEvent whose = named.map(each -> NamedAccounts.told(event, each, person)).orElse(event);
      return decision
          .map(each ->
              whose
                  .detail("operator", each.operator().code())
                  .detail("second", each.second().code()))
          .orElse(whose);
    }
  }

  private Outcome later(
      PersonId person,
      PhoneNumber phone,
      Optional<Instant> shownAt,
      Cause cause,
      RequestOrigin origin) {
    Optional<WaitingChange> waiting = changes.waiting(person);
    if (waiting.isPresent()) {
      return new Outcome.WaitsAlready(waiting.get().dueAt());
    }
    Instant now = clock.instant();
    WaitingChange change =
        new WaitingChange(
            TimeOrderedId.at(now, random), person, phone, shownAt, now, now.plus(AccountRule.HOLD));
    if (!changes.begin(change, cause.reason())) {
      return new Outcome.WaitsAlready(change.dueAt());
    }
    changes.restsOn(change.id(), cause.proof());
    audit.record(
        cause.by(
            AuditEvent.of(AuditEventType.PHONE_CHANGE_STARTED, origin)
                .person(person)
                .detail("change", change.id().toString())
                .detail("reason", cause.reason()),
            person));
    events.publishEvent(new PhoneChangeBegun(person, phones.of(person), phone, change.dueAt()));
    return new Outcome.Waits(change.dueAt());
  }

  @Override
  @Transactional
  public Stopped cancel(PersonId person, Shown shown, RequestOrigin origin) {
    if (shown.own().isEmpty()) {
      return Stopped.NOT_SHOWN;
    }
    persons.find(person); // one after the other
    Optional<WaitingChange> waiting = changes.waiting(person);
    if (waiting.isEmpty()) {
      return Stopped.NOTHING_WAITS;
    }
    // what is young stops too: its owner may have nothing else; it says no more than a withdrawal
    Set<Own> counted = shown.settled();
    if (stopsByKindOf(counted, changes.cancels(person)) >= STOPS_OF_ONE) {
      return Stopped.AT_COUNTER;
    }
    changes.cancel(waiting.get().id(), counted, clock.instant());
    stops.tell(waiting.get(), names(shown.own()), origin);
    return Stopped.STOPPED;
  }

  private boolean isDisputed(PersonId person) {
    List<Cancelled> cancels = changes.cancels(person);
    return cancels.stream().anyMatch(each -> stopsByKindOf(each.by(), cancels) >= STOPS_OF_ONE);
  }

  /** How many were stopped by things of the one kind of these; none if they are of several. */
  private static long stopsByKindOf(Set<Own> shown, List<Cancelled> cancels) {
    return cancels.stream().filter(each -> AccountRule.areOfOneKind(shown, each.by())).count();
  }

  @Override
  public Optional<Waiting> waiting(PersonId person) {
    return changes
        .waiting(person)
        .map(change -> new Waiting(change.phone(), change.startedAt(), change.dueAt()));
  }

  @Override
  @Transactional
  public int disown(PhoneNumber phone, RequestOrigin origin) {
    locks.take(List.of(phones.index(phone)));
    int ended = 0;
    for (BoundPhone each : heldBindings(phone)) {
      if (!freshness.isFresh(each, phone)
          && replace.end(each, "disowned", Optional.empty(), origin)) {
        ended++;
      }
    }
    return ended;
  }

  /** All persons before the sessions of the first (ADR 0020); not one who was merged meanwhile. */
  private List<BoundPhone> heldBindings(PhoneNumber phone) {
    Set<PersonId> held =
        persons.find(phones.bindings(phone).stream().map(BoundPhone::person).toList()).stream()
            .map(KnownPerson::id)
            .collect(Collectors.toSet());
    return phones.bindings(phone).stream().filter(each -> held.contains(each.person())).toList();
  }

  @Override
  @Transactional
  public boolean disown(PersonId person, PhoneNumber phone, SignInId signIn, RequestOrigin origin) {
    locks.take(List.of(phones.index(phone)));
    return persons.find(person).filter(KnownPerson::active).isPresent()
        && !changes.isWaiting(person)
        && phones.bindings(phone).stream()
            .filter(each -> each.person().equals(person) && !freshness.isFresh(each, phone))
            .anyMatch(each -> replace.end(each, "disowned", Optional.of(signIn), origin));
  }

  @Override
  public List<PhoneNumber> stale(PersonId person) {
    return phones.of(person).stream().filter(each -> !freshness.isFresh(person, each)).toList();
  }

  @Override
  public Optional<Instant> changedAt(PersonId person) {
    return phones.changedAt(person);
  }

  @Override
  public int finishDue() {
    return replace.finishDue();
  }

  private static String names(Set<Own> shown) {
    return shown.stream().map(Own::name).sorted().collect(Collectors.joining(" "));
  }
}
