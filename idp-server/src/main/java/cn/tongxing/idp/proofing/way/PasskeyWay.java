package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasskeyCredentials.SignIn;
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
    return switch (passkeys.finishSignIn(
        challenge, action.field("credential"), proving.purpose().whose(), prover.origin())) {
      case SignIn.Shown(PersonId person) ->
          Next.recognised(
              proving, new Proving.Shown(person, Proofs.PASSKEY, Set.of(Factor.SOFTWARE_KEY)));
      case SignIn.CountedBack(PersonId person) -> {
        audit.record(refused(proving, prover, "passkey-counter").person(person));
        yield again(proving, Optional.of(Problem.page("passkey.copied")));
      }
      case SignIn.Refused() -> {
        audit.record(refused(proving, prover, "passkey"));
        yield again(proving, Problems.loginFailed());
      }
    };
  }

  private static AuditEvent refused(Proving proving, Prover prover, String reason) {
    return prover
        .event(AuditEventType.SIGN_IN_REFUSED, proving, Proofs.PASSKEY)
        .detail("reason", reason);
  }

  private Next again(Proving proving, Optional<Problem> problem) {
    return Next.asks(proving, new Ask.Passkey(passkeys.signIn(), problem));
  }
}
