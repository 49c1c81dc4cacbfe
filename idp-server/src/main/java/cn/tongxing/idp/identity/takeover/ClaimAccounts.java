package cn.tongxing.idp.identity.takeover;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.AccountTakenOver;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.identity.TakeOverBegun;
import cn.tongxing.idp.identity.phone.StopPhoneChanges;
import cn.tongxing.idp.identity.store.EndedFactors;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.Basis;
import cn.tongxing.idp.identity.store.TakeOverRows.Ending;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What a proof does to an account that somebody else opened by its holder's name and number. In the
 * transaction of the enrolment, which holds the person's row.
 */
@Component
public class ClaimAccounts {

  private final ReadAccounts accounts;
  private final PersonRows persons;
  private final TakeOverRows rows;
  private final StopTakeOvers stops;
  private final StopPhoneChanges changes;
  private final EndedFactors factors;
  private final PhoneRows phones;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;
  private final SecureRandom random;

  ClaimAccounts(
      ReadAccounts accounts,
      PersonRows persons,
      TakeOverRows rows,
      StopTakeOvers stops,
      StopPhoneChanges changes,
      EndedFactors factors,
      PhoneRows phones,
      Audit audit,
      ApplicationEventPublisher events,
      InstantSource clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.persons = persons;
    this.rows = rows;
    this.stops = stops;
    this.changes = changes;
    this.factors = factors;
    this.phones = phones;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    this.random = random;
  }

  /**
   * When the account becomes the prover's. Whoever shows a factor of it, or holds a phone of it,
   * fresh or not, has it already.
   */
  public When when(PersonId person, Proof proof, Shown shown) {
    return shown.own().isEmpty() && !holdsItsPhone(person, proof)
        ? accounts
            .of(person)
            .map(account -> AccountRule.takeOver(shown, account))
            .orElse(When.NEVER)
        : When.NEVER;
  }

  /** Whether the account may be somebody else's than its holder's ({@link AccountRule}). */
  public boolean isInDoubt(PersonId person) {
    return accounts.of(person).filter(AccountRule::isInDoubt).isPresent();
  }

  private boolean holdsItsPhone(PersonId person, Proof proof) {
    return proof.possessedPhone().stream()
        .flatMap(phone -> phones.bindings(phone).stream())
        .anyMatch(each -> each.person().equals(person));
  }

  /**
   * When the hold is over that the holder of this phone began; it goes on whatever factor freezes
   * the account. They have been told of it, and hear the same again.
   */
  public Optional<Instant> goesOn(PersonId person, Proof proof) {
    return rows.waiting(person)
        .filter(waiting -> !proof.isPolled() && waiting.phone().equals(proof.possessedPhone()))
        .filter(_ -> !rows.standsStill(person))
        .map(TakeOver::dueAt);
  }

  /** Begins the hold; one that waits goes on. Gives the time at which it is over. */
  public Optional<Instant> begin(
      PersonId person, Proof proof, SignInId signIn, RequestOrigin origin) {
    Optional<TakeOver> waiting = rows.waiting(person);
    Optional<EvidenceItem> witness = witness(proof);
    Optional<PhoneNumber> phone = proof.possessedPhone();
    if (waiting.isPresent() || witness.isEmpty() || phone.isEmpty()) {
      return waiting.map(TakeOver::dueAt);
    }
    Instant now = clock.instant();
    HolderCheck.Answer answer =
        new HolderCheck.Answer(
            RegisteredTo.THEIRS, witness.get().reference(), witness.get().digest());
    TakeOver begun =
        new TakeOver(
            TimeOrderedId.at(now, random),
            person,
            Basis.CARRIERS,
            phone,
            answer,
            witness.get().time(),
            Optional.of(signIn.value()),
            now,
            now.plus(AccountRule.HOLD));
    if (!rows.begin(begun)) {
      return rows.waiting(person).map(TakeOver::dueAt);
    }
    audit.record(
        AuditEvent.of(AuditEventType.TAKE_OVER_STARTED, origin)
            .person(person)
            .signIn(signIn)
            .detail("takeover", begun.id().toString()));
    events.publishEvent(new TakeOverBegun(person, phones.of(person), phone.get(), begun.dueAt()));
    return Optional.of(begun.dueAt());
  }

  /** Only what the carriers say waits here: what else is worth P3 has no client yet. */
  private static Optional<EvidenceItem> witness(Proof proof) {
    return proof.evidence().stream()
        .filter(each -> each.method() == EvidenceItem.Method.CARRIER_THREE_ELEMENTS)
        .findFirst();
  }

  /**
   * At once, by a proof of P4: the caller appends the proof to what is left, the person.
   *
   * @param now the time at which the proof is recorded: an undoing finds it by that
   */
  public void now(
      PersonId person, Proof proof, Instant now, SignInId signIn, RequestOrigin origin) {
    List<PhoneNumber> old = phones.of(person);
    stops.overtaken(person, proof.possessedPhone(), origin);
    TakeOver done =
        new TakeOver(
            TimeOrderedId.at(now, random),
            person,
            Basis.PROOF,
            proof.possessedPhone(),
            HolderCheck.Answer.UNKNOWN,
            now,
            Optional.of(signIn.value()),
            now,
            now);
    boolean _ = rows.begin(done);
    rows.end(done.id(), Ending.DONE, now);
    changes.overtaken(person, proof.possessedPhone(), "take-over", now, origin);
    factors.end(person, done.id(), now);
    persons.reverified(person, now);
    audit.record(
        AuditEvent.of(AuditEventType.ACCOUNT_TAKEN_OVER, origin)
            .person(person)
            .signIn(signIn)
            .detail("takeover", done.id().toString())
            .detail("basis", Basis.PROOF.name()));
    events.publishEvent(
        new AccountTakenOver(person, old, proof.possessedPhone().stream().toList(), false, origin));
  }
}
