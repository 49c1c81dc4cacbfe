package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.FrozenAccounts;
import cn.tongxing.idp.identity.OwnFactors;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.PhoneOwner;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Limits;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A code to a bound phone. Numbers change hands: the code opens the account of the one person who
 * is bound to the phone and has used it lately; else the end of the document number says who it is,
 * without a list to choose from, and is worth less ({@code docs/protocol/accounts.md}).
 */
@Component
class SmsWay {

  private static final String TAIL = "tail";

  private final PhoneCredentials phones;
  private final FrozenAccounts frozen;
  private final OwnFactors own;
  private final PhoneChanges changes;
  private final Limits limits;
  private final Audit audit;
  private final TransactionOperations database;

  SmsWay(
      PhoneCredentials phones,
      FrozenAccounts frozen,
      OwnFactors own,
      PhoneChanges changes,
      Limits limits,
      Audit audit,
      TransactionOperations database) {
    this.phones = phones;
    this.frozen = frozen;
    this.own = own;
    this.changes = changes;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
  }

  /** The phone is proven: whose is it? */
  Next phoneProven(Proving proving, PhoneNumber phone, Prover prover) {
    return switch (proving.purpose().whose()) {
      case ACTIVE -> owner(proving, phone, prover);
      case FROZEN -> frozen(proving, phone, prover);
    };
  }

  /** No end of a number chooses here: that is a fact, and thaws nothing. */
  private Next frozen(Proving proving, PhoneNumber phone, Prover prover) {
    Optional<PersonId> person = frozen.byPhone(phone);
    if (person.isEmpty()) {
      audit.record(
          tooNew(proving, phone, prover).orElseGet(() -> refusal(proving, prover, "no-account")));
      return new Next.Over(new Progress.NobodysPhone(proving));
    }
    return coded(proving, phone, person.get(), false)
        .orElseGet(() -> new Next.Over(new Progress.NobodysPhone(proving)));
  }

  /** Who sees the try, and is not told here: whoever bound the phone may be the thief. */
  private Optional<AuditEvent> tooNew(Proving proving, PhoneNumber phone, Prover prover) {
    return frozen
        .byNewPhone(phone)
        .map(each -> refusal(proving, prover, "added-before-freeze").person(each));
  }

  /** The owner of a frozen account hears of it; of anybody else's the answer is nobody's. */
  private Next shutOut(Proving proving, PhoneNumber phone, Prover prover) {
    Optional<PersonId> owner = frozen.byPhone(phone);
    if (owner.isPresent()) {
      return Next.frozen(proving, owner.get());
    }
    AuditEvent refused = refusal(proving, prover, "shut-out");
    audit.record(
        tooNew(proving, phone, prover)
            .orElseGet(() -> phones.holder(phone).map(refused::person).orElse(refused)));
    return new Next.Over(new Progress.NobodysPhone(proving));
  }

  private Next owner(Proving proving, PhoneNumber phone, Prover prover) {
    return switch (phones.owner(phone, prover.origin())) {
      case PhoneOwner.Nobody _ -> {
        refused(proving, prover, "no-account");
        yield new Next.Over(new Progress.NobodysPhone(proving));
      }
      case PhoneOwner.ShutOut _ -> shutOut(proving, phone, prover);
      case PhoneOwner.TheirOwn(PersonId person) ->
          coded(proving, phone, person, false).orElseGet(() -> ask(proving, Problem.none()));
      case PhoneOwner.Choose _ -> ask(proving, Problem.none());
    };
  }

  private static Next ask(Proving proving, Optional<Problem> problem) {
    return Next.asks(proving.tail(proving.phoneAt()), new Ask.DocumentTail(problem));
  }

  /** The end of the number was typed; or nobody's who had the phone before is the person's. */
  Next answer(Proving proving, Ask.DocumentTail asked, Action action, Prover prover) {
    return switch (action.name()) {
      case "submit" -> compare(proving, action.line(TAIL), prover);
      case "new-number" -> new Next.Over(new Progress.NobodysPhone(proving));
      case "not-mine" -> Next.asks(proving, new Ask.NotMine(false));
      default -> Next.stays(proving, asked);
    };
  }

  /** Whoever has the number says whether those who had it before are to lose it. */
  Next answer(Proving proving, Ask.NotMine asked, Action action, Prover prover) {
    return switch (action.name()) {
      case "submit" -> {
        int _ = changes.disown(proving.phone().orElseThrow(), prover.origin());
        yield Next.asks(proving, new Ask.NotMine(true));
      }
      case "new-number" -> new Next.Over(new Progress.NobodysPhone(proving));
      case "keep" -> ask(proving, Problem.none());
      default -> Next.stays(proving, asked);
    };
  }

  /** What became of an end that was typed. */
  private sealed interface Try {
    record Right(PersonId person) implements Try {}

    record Wrong() implements Try {}

    record Stopped(Limited limited) implements Try {}
  }

  private Next compare(Proving proving, String typed, Prover prover) {
    if (typed.isEmpty()) {
      return ask(proving, Problems.field("tail.blank", TAIL));
    }
    PhoneNumber phone = proving.phone().orElseThrow();
    return switch (tried(proving, phone, typed, prover)) {
      case Try.Right(PersonId person) -> chosen(proving, phone, person, prover);
      case Try.Wrong _ -> ask(proving, Problems.field("tail.wrong", TAIL));
      case Try.Stopped(Limited limited) -> {
        limits.recordStopped(
            limited,
            prover
                .event(AuditEventType.SIGN_IN_LIMITED, proving, Proofs.SMS)
                .detail("limit", "document-tail"));
        yield ask(proving, Optional.of(Problem.until("tail.locked", limited.until(), "")));
      }
    };
  }

  /** Counts, then compares, in one transaction; a right one takes its count back by undoing it. */
  private Try tried(Proving proving, PhoneNumber phone, String typed, Prover prover) {
    Try tried =
        database.execute(status -> {
          if (limits.enterTail(phone) instanceof Limited limited) {
            return new Try.Stopped(limited);
          }
          Optional<PersonId> person = phones.choose(phone, typed);
          if (person.isPresent()) {
            status.setRollbackOnly();
            return new Try.Right(person.get());
          }
          AuditEvent wrong = refusal(proving, prover, "document-tail");
          audit.record(phones.holder(phone).map(wrong::person).orElse(wrong));
          return new Try.Wrong();
        });
    return Objects.requireNonNull(tried);
  }

  /** On a shared phone, who has a factor that the others have not is asked for that. */
  private Next chosen(Proving proving, PhoneNumber phone, PersonId person, Prover prover) {
    if (phones.isShared(phone) && own.has(person)) {
      refused(proving, prover, "own-factor");
      return ask(proving, Optional.of(Problem.page("tail.own-factor")));
    }
    return coded(proving, phone, person, true)
        .orElseGet(() -> ask(proving, Problems.field("tail.wrong", TAIL)));
  }

  /** Of when the code was right; nothing where the phone has just ended to be the person's. */
  private Optional<Next> coded(
      Proving proving, PhoneNumber phone, PersonId person, boolean byFact) {
    Instant at = proving.phoneAt().orElseThrow();
    return phones
        .ways(person, phone)
        .map(ways ->
            Next.recognised(
                proving,
                new Proving.Shown(
                    person, Proofs.SMS, Set.of(Factor.SMS), byFact, new Proving.AsOf(at, ways))));
  }

  private void refused(Proving proving, Prover prover, String reason) {
    audit.record(refusal(proving, prover, reason));
  }

  private static AuditEvent refusal(Proving proving, Prover prover, String reason) {
    return prover
        .event(AuditEventType.SIGN_IN_REFUSED, proving, Proofs.SMS)
        .detail("reason", reason);
  }
}
