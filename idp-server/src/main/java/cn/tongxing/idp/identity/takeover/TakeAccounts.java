package cn.tongxing.idp.identity.takeover;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule.Account;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.DocumentRows;
import cn.tongxing.idp.identity.store.EndedFactors;
import cn.tongxing.idp.identity.store.EvidenceRows;
import cn.tongxing.idp.identity.store.EvidenceRows.NewEvidence;
import cn.tongxing.idp.identity.store.IdentityLocks;
import cn.tongxing.idp.identity.store.MergeRows;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PersonRows.Status;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.Basis;
import cn.tongxing.idp.identity.store.TakeOverRows.Ending;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.upkeep.OneByOne;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What happens without the prover's browser: when the hold is over, and at the counter. */
@Service
class TakeAccounts implements TakeOvers {

  private static final int AT_ONCE = 100;

  private final IdentityLocks locks;
  private final PersonRows persons;
  private final NamedAccounts accounts;
  private final PhoneRows phones;
  private final EvidenceRows evidence;
  private final DocumentRows documents;
  private final ReadAccounts read;
  private final TakeOverRows rows;
  private final StopTakeOvers stops;
  private final StopPhoneChanges changes;
  private final EndedFactors factors;
  private final EarlierFreeze freezes;
  private final MergeRows merges;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionOperations database;
  private final InstantSource clock;
  private final SecureRandom random;

  TakeAccounts(
      IdentityLocks locks,
      PersonRows persons,
      NamedAccounts accounts,
      PhoneRows phones,
      EvidenceRows evidence,
      DocumentRows documents,
      ReadAccounts read,
      TakeOverRows rows,
      StopTakeOvers stops,
      StopPhoneChanges changes,
      EndedFactors factors,
      EarlierFreeze freezes,
      MergeRows merges,
      Audit audit,
      ApplicationEventPublisher events,
      TransactionOperations database,
      InstantSource clock,
      SecureRandom random) {
    this.locks = locks;
    this.persons = persons;
    this.accounts = accounts;
    this.phones = phones;
    this.evidence = evidence;
    this.documents = documents;
    this.read = read;
    this.rows = rows;
    this.stops = stops;
    this.changes = changes;
    this.factors = factors;
    this.freezes = freezes;
    this.merges = merges;
    this.audit = audit;
    this.events = events;
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Optional<Waiting> waiting(PersonId person) {
    return rows.waiting(person).map(each -> new Waiting(each.startedAt(), each.dueAt()));
  }

  @Override
  public Start mayStart(PersonId person, SignInId signIn, int ways) {
    return persons.mayStart(person, signIn, ways);
  }

  @Override
  public int ways(PersonId person) {
    return persons.ways(person);
  }

  @Override
  public int finishDue() {
    Instant now = clock.instant();
    return OneByOne.count(
        "a take-over",
        after -> rows.due(now, after, AT_ONCE),
        person ->
            Boolean.TRUE.equals(
                database.execute(_ -> rows.waiting(person).filter(this::finish).isPresent())));
  }

  private boolean finish(TakeOver it) {
    PhoneNumber phone = it.phone().orElseThrow();
    locks.take(List.of(phones.index(phone)));
    persons.decide(it.person());
    boolean goesOn = persons.find(it.person()).isPresent() && !rows.standsStill(it.person());
    boolean waits =
        rows.waiting(it.person())
            .filter(waiting -> waiting.id().equals(it.id()))
            .filter(waiting -> !clock.instant().isBefore(waiting.dueAt())) // or begun anew
            .isPresent();
    if (!goesOn || !waits) {
      return false; // shut out meanwhile, taken over by more, or done by another node
    }
    if (!isOpenTo(it.person())) {
      stops.end(it, Ending.RESTS_ON_MORE, RequestOrigin.SERVER);
    } else if (!phones.hasRoom(phone, it.person())) {
      stops.end(it, Ending.NO_ROOM, RequestOrigin.SERVER);
    } else {
      Instant now = clock.instant();
      witnessed(it, now);
      done(it, phone, now, RequestOrigin.SERVER, UnaryOperator.identity());
    }
    return true;
  }

  /** With the person's row held. Four eyes decide about a frozen account, too. */
  private boolean isNobody(PersonId person) {
    return persons.find(person).isEmpty()
        || persons.status(person).filter(Status.ACTIVE::equals).isEmpty();
  }

  private boolean isOpenTo(PersonId person) {
    return read.of(person).filter(Account::byNameAndNumberAlone).isPresent();
  }

  /** What the carriers said when the hold began counts from now on. */
  private void witnessed(TakeOver it, Instant now) {
    HolderCheck.Answer answer = it.witness();
    UUID piece = TimeOrderedId.at(now, random);
    evidence.append(
        new NewEvidence(
            piece,
            it.person(),
            "carriers",
            EvidenceItem.of(
                EvidenceItem.Method.CARRIER_THREE_ELEMENTS,
                "carrier",
                it.shownAt(),
                answer.reference(),
                answer.digest()),
            true,
            it.signIn(),
            Optional.of(it.shownAt()),
            now));
    documents.nameOnly(piece, it.person());
    audit.record(
        AuditEvent.of(AuditEventType.EVIDENCE_ADDED, RequestOrigin.SERVER)
            .person(it.person())
            .detail("adapter", "carriers")
            .detail("method", EvidenceItem.Method.CARRIER_THREE_ELEMENTS.name()));
  }

  private void done(
      TakeOver it,
      PhoneNumber phone,
      Instant now,
      RequestOrigin origin,
      UnaryOperator<AuditEvent> why) {
    List<PhoneNumber> old = phones.of(it.person());
    changes.overtaken(it.person(), Optional.of(phone), "take-over", now, origin);
    factors.end(it.person(), it.id(), now);
    UUID binding = TimeOrderedId.at(now, random);
    if (!phones.bind(binding, it.person(), phone, now, Optional.of(it.shownAt()))) {
      throw new IllegalStateException("no place of the phone: " + it.id());
    }
    rows.end(it.id(), Ending.DONE, now);
    freezes.lift(it.person(), now, origin);
    persons.reverified(it.person(), now);
    AuditEvent event =
        AuditEvent.of(AuditEventType.ACCOUNT_TAKEN_OVER, origin)
            .person(it.person())
            .detail("takeover", it.id().toString())
            .detail("basis", it.basis().name());
    audit.record(why.apply(event));
    events.publishEvent(new AccountTakenOver(it.person(), old, List.of(phone), false, origin));
  }

  @Override
  public Outcome atCounter(
      PersonId person, PhoneNumber phone, Decision decision, RequestOrigin origin) {
    return Objects.requireNonNull(database.execute(_ -> decide(person, phone, decision, origin)));
  }

  private Outcome decide(PersonId one, PhoneNumber phone, Decision decision, RequestOrigin origin) {
    locks.take(List.of(phones.index(phone)));
    PersonId person = accounts.decide(one);
    if (isNobody(person)) {
      return Outcome.NOBODY;
    }
    if (!isOpenTo(person)) {
      return Outcome.RESTS_ON_MORE;
    }
    if (!phones.hasRoom(phone, person)) {
      return Outcome.NO_ROOM;
    }
    Instant now = clock.instant();
    stops.overtaken(person, Optional.of(phone), origin);
    TakeOver it =
        new TakeOver(
            TimeOrderedId.at(now, random),
            person,
            Basis.COUNTER,
            Optional.of(phone),
            HolderCheck.Answer.UNKNOWN,
            now,
            Optional.empty(),
            now,
            now);
    boolean _ = rows.begin(it);
    done(
        it, phone, now, origin, event -> decided(NamedAccounts.told(event, one, person), decision));
    return Outcome.DONE;
  }

  @Override
  public Outcome undo(PersonId person, Decision decision, RequestOrigin origin) {
    return Objects.requireNonNull(
        database.execute(status -> {
          Outcome outcome = undone(person, decision, origin);
          if (outcome != Outcome.DONE) {
            status.setRollbackOnly();
          }
          return outcome;
        }));
  }

  private Outcome undone(PersonId person, Decision decision, RequestOrigin origin) {
    persons.decide(person);
    if (isNobody(person)) {
      // the other account's last take-over is another one
      return persons.status(person).filter(Status.MERGED::equals).isPresent()
          ? Outcome.PART_OF_ANOTHER
          : Outcome.NOBODY;
    }
    Optional<TakeOver> last = rows.last(person);
    Instant now = clock.instant();
    if (last.isEmpty() || !rows.undo(last.get().id(), now)) {
      return Outcome.NOTHING;
    }
    if (merges.isUndoneSince(person, last.get().startedAt())) {
      return Outcome.PARTED_SINCE; // what ended may be the other account's
    }
    List<PhoneNumber> taker = phones.of(person);
    changes.overtaken(person, Optional.empty(), "take-over-undone", now, origin);
    factors.end(person, TimeOrderedId.at(now, random), now);
    if (!factors.restore(last.get().id())) {
      return Outcome.TAKEN_MEANWHILE;
    }
    freezes.lift(person, now, origin);
    freezes.bringBack(person, last.get().id(), now, origin);
    persons.reverified(person, now);
    AuditEvent event =
        AuditEvent.of(AuditEventType.TAKE_OVER_UNDONE, origin)
            .person(person)
            .detail("takeover", last.get().id().toString());
    audit.record(decided(event, decision));
    events.publishEvent(new AccountTakenOver(person, taker, phones.of(person), true, origin));
    return Outcome.DONE;
  }

  private static AuditEvent decided(AuditEvent event, Decision decision) {
    return event
        .detail("reason", decision.reason().code())
        .detail("case", decision.caseNumber().code())
        .detail("operator", decision.operator().code())
        .detail("second", decision.second().code());
  }
}
