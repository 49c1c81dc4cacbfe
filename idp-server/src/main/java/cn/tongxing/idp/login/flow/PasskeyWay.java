package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.identity.PasskeyCredentials.SignIn;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.page.Page.Problem;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A passkey. Its challenge is used up by every answer, right or wrong. */
@Component
class PasskeyWay {

  private final PasskeyCredentials passkeys;
  private final Audit audit;

  PasskeyWay(PasskeyCredentials passkeys, Audit audit) {
    this.passkeys = passkeys;
    this.audit = audit;
  }

  Next start(Transaction transaction) {
    return new Next.Show(transaction.at(new Stage.AskPasskey(passkeys.signIn(), Problems.none())));
  }

  Next answer(Transaction transaction, Ceremony ceremony, Action action, Visitor visitor) {
    String credential = action.field("credential");
    return switch (passkeys.finishSignIn(ceremony.challenge(), credential, visitor.origin())) {
      case SignIn.Shown(PersonId person) ->
          new Next.PersonShown(
              transaction.on(Ways.PASSKEY),
              new Transaction.Shown(person, Ways.PASSKEY, Set.of(Factor.SOFTWARE_KEY)));
      case SignIn.CountedBack(PersonId person) -> {
        audit.record(refused(transaction, visitor, "passkey-counter").person(person));
        yield again(transaction, Problems.page("passkey.copied"));
      }
      case SignIn.Refused() -> {
        audit.record(refused(transaction, visitor, "passkey"));
        yield again(transaction, Problems.loginFailed());
      }
    };
  }

  private static AuditEvent refused(Transaction transaction, Visitor visitor, String reason) {
    return visitor
        .event(AuditEventType.SIGN_IN_REFUSED, transaction, Ways.PASSKEY)
        .detail("reason", reason);
  }

  private Next again(Transaction transaction, Optional<Problem> problem) {
    return new Next.Show(
        transaction.on(Ways.PASSKEY).at(new Stage.AskPasskey(passkeys.signIn(), problem)));
  }
}
