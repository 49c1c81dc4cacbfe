package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.PersonId;
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
    Optional<PersonId> person =
        passkeys.finishSignIn(ceremony.challenge(), action.field("credential"));
    if (person.isPresent()) {
      return new Next.PersonShown(
          transaction.on(Ways.PASSKEY),
          new Transaction.Shown(person.get(), Ways.PASSKEY, Set.of(Factor.SOFTWARE_KEY)));
    }
    audit.record(
        visitor
            .event(AuditEventType.SIGN_IN_REFUSED, transaction, Ways.PASSKEY)
            .detail("reason", "passkey"));
    return new Next.Show(
        transaction
            .on(Ways.PASSKEY)
            .at(new Stage.AskPasskey(passkeys.signIn(), Problems.loginFailed())));
  }
}
