package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PasswordsBusy;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Limits;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Identifier and password. Which half was wrong, and whether the person exists, is never said. */
@Component
class PasswordWay {

  private static final String IDENTIFIER = "identifier";

  private final PasswordCredentials passwords;
  private final PasskeyCredentials passkeys;
  private final Limits limits;
  private final Audit audit;
  private final TransactionOperations database;
  private final InstantSource clock;

  PasswordWay(
      PasswordCredentials passwords,
      PasskeyCredentials passkeys,
      Limits limits,
      Audit audit,
      TransactionOperations database,
      InstantSource clock) {
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
    this.clock = clock;
  }

  Next start(Proving proving) {
    String typed = proving.typed().getOrDefault(IDENTIFIER, "");
    return again(proving, typed, Problem.none());
  }

  Next answer(Proving proving, Ask asked, Action action, Prover prover) {
    if (!action.is("submit")) {
      return Next.stays(proving, asked);
    }
    String identifier = action.line(IDENTIFIER);
    String password = action.fields().getOrDefault("password", "");
    Proving kept = proving.keeping(Map.of(IDENTIFIER, identifier));
    if (identifier.isEmpty() || password.isEmpty()) {
      return again(
          kept,
          identifier,
          identifier.isEmpty()
              ? Problems.field("identifier.blank", IDENTIFIER)
              : Problems.field("password.blank", "password"));
    }
    PasswordCredentials.Asked asks = passwords.asked(identifier, proving.purpose().whose());
    Limits.Account account =
        limits.account(asks.typedKey(), asks.limitKey(), identifier, prover.source());
    return switch (limits.enterPassword(account, prover.source())) {
      case Limited limited -> {
        limits.recordStopped(limited, limit(proving, prover));
        yield again(kept, identifier, Optional.of(Problems.limited("login.locked", limited, "")));
      }
      case Admitted admitted -> {
        Optional<Admitted> counted = limits.mayCompare(account, admitted);
        Optional<PersonId> person = compared(asks, password, admitted, counted);
        if (person.isEmpty() || asks.isTooNew()) {
          wrong(refused(proving, prover, asks, person), account, counted.isPresent());
          yield again(kept, identifier, Problems.loginFailed());
        }
        counted.ifPresent(limits::passwordWasRight);
        yield right(kept, asks, person.get());
      }
    };
  }

  private Next right(Proving proving, PasswordCredentials.Asked asked, PersonId person) {
    return asked.isFrozen()
        ? Next.frozen(proving, person)
        : Next.recognised(
            proving,
            new Proving.Shown(
                person,
                Proofs.PASSWORD,
                Set.of(Factor.PASSWORD),
                new Proving.AsOf(clock.instant(), asked.ways())));
  }

  /** A try that was never compared, since no time was left, is no try. */
  private Optional<PersonId> compared(
      PasswordCredentials.Asked asked,
      String password,
      Admitted admitted,
      Optional<Admitted> counted) {
    try {
      if (counted.isEmpty()) {
        asked.checkInVain(password);
        return Optional.empty();
      }
      return asked.check(password);
    } catch (PasswordsBusy busy) {
      limits.passwordWasRight(counted.orElse(admitted));
      throw busy;
    }
  }

  /** Whoever is named sees the try in their history; nobody costs the same query. */
  private void wrong(AuditEvent refused, Limits.Account account, boolean compared) {
    database.executeWithoutResult(_ -> {
      if (compared) {
        limits.passwordWasWrong(account);
      } else {
        limits.passwordWasNotCompared(account);
      }
      audit.record(refused);
    });
  }

  /** A right one that a thief may have set is told nothing here, and seen by its owner. */
  private static AuditEvent refused(
      Proving proving, Prover prover, PasswordCredentials.Asked asked, Optional<PersonId> right) {
    AuditEvent refused =
        prover
            .event(AuditEventType.SIGN_IN_REFUSED, proving, Proofs.PASSWORD)
            .detail("reason", right.isEmpty() ? "password" : "added-before-freeze");
    return asked.holder().map(refused::person).orElse(refused);
  }

  /** A second factor is what was asked for: no passkey instead. */
  private Next again(Proving proving, String identifier, Optional<Problem> problem) {
    return Next.asks(
        proving,
        new Ask.Password(
            identifier,
            proving.first().isPresent() ? Optional.empty() : Optional.of(passkeys.signIn()),
            problem));
  }

  private static AuditEvent limit(Proving proving, Prover prover) {
    return prover
        .event(AuditEventType.SIGN_IN_LIMITED, proving, Proofs.PASSWORD)
        .detail("limit", "password");
  }
}
