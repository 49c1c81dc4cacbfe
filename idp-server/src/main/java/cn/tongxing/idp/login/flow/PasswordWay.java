package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PasswordsBusy;
import cn.tongxing.idp.login.limits.Admission.Admitted;
import cn.tongxing.idp.login.limits.Admission.Limited;
import cn.tongxing.idp.login.limits.Limits;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
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

  PasswordWay(
      PasswordCredentials passwords,
      PasskeyCredentials passkeys,
      Limits limits,
      Audit audit,
      TransactionOperations database) {
    this.passwords = passwords;
    this.passkeys = passkeys;
    this.limits = limits;
    this.audit = audit;
    this.database = database;
  }

  Next start(Transaction transaction) {
    String hint = transaction.request().loginHint().orElse("");
    String typed = transaction.typed().getOrDefault(IDENTIFIER, hint);
    return again(transaction, typed, Problems.none());
  }

  Next answer(Transaction transaction, Action action, Visitor visitor) {
    if (!action.is("submit")) {
      return new Next.Show(transaction);
    }
    String identifier = action.line(IDENTIFIER);
    String password = action.fields().getOrDefault("password", "");
    Transaction kept = transaction.keeping(Map.of(IDENTIFIER, identifier));
    if (identifier.isEmpty() || password.isEmpty()) {
      return again(
          kept,
          identifier,
          identifier.isEmpty()
              ? Problems.field("login.failed", IDENTIFIER)
              : Problems.field("password.blank", "password"));
    }
    String account = passwords.limitKey(identifier);
    return switch (limits.enterPassword(account, visitor.source())) {
      case Limited limited -> {
        limits.recordStopped(
            limited, event(AuditEventType.SIGN_IN_LIMITED, transaction, visitor, "limit"));
        Problem locked =
            Problems.until("login.locked", limited.until(), transaction.request().locale(), "");
        yield again(kept, identifier, Optional.of(locked));
      }
      case Admitted admitted -> {
        Optional<PersonId> person = compared(identifier, password, admitted);
        if (person.isEmpty()) {
          yield wrong(kept, identifier, account, visitor);
        }
        limits.passwordWasRight(admitted);
        yield new Next.PersonShown(
            kept, new Transaction.Shown(person.get(), Ways.PASSWORD, Set.of(Factor.PASSWORD)));
      }
    };
  }

  /** A try that was never compared is no try. */
  private Optional<PersonId> compared(String identifier, String password, Admitted admitted) {
    try {
      return passwords.check(identifier, password);
    } catch (PasswordsBusy busy) {
      limits.passwordWasRight(admitted);
      throw busy;
    }
  }

  private Next wrong(Transaction transaction, String identifier, String account, Visitor visitor) {
    database.executeWithoutResult(status -> {
      limits.passwordWasWrong(account);
      audit.record(event(AuditEventType.SIGN_IN_REFUSED, transaction, visitor, "reason"));
    });
    return again(transaction, identifier, Problems.loginFailed());
  }

  /** A second factor is what was asked for: no passkey instead. */
  private Next again(Transaction transaction, String identifier, Optional<Problem> problem) {
    return new Next.Show(
        transaction.at(
            new Stage.AskPassword(
                identifier,
                transaction.first().isPresent() ? Optional.empty() : Optional.of(passkeys.signIn()),
                problem)));
  }

  private static AuditEvent event(
      AuditEventType type, Transaction transaction, Visitor visitor, String detail) {
    return visitor.event(type, transaction, Ways.PASSWORD).detail(detail, "password");
  }
}
