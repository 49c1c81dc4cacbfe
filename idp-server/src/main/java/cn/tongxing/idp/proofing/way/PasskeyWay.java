package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
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

  Next start(Proving proving) {
    return Next.asks(proving, new Ask.Passkey(passkeys.signIn(), Problem.none()));
  }

  Next answer(Proving before, byte[] challenge, Action action, Prover prover) {
    Proving proving = before.on(Proofs.PASSKEY);
    Optional<PersonId> person = passkeys.finishSignIn(challenge, action.field("credential"));
    if (person.isPresent()) {
      return Next.recognised(
          proving, new Proving.Shown(person.get(), Proofs.PASSKEY, Set.of(Factor.SOFTWARE_KEY)));
    }
    audit.record(
        prover
            .event(AuditEventType.SIGN_IN_REFUSED, proving, Proofs.PASSKEY)
            .detail("reason", "passkey"));
    return Next.asks(proving, new Ask.Passkey(passkeys.signIn(), Problems.loginFailed()));
  }
}
