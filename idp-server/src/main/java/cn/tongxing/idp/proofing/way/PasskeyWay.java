package cn.tongxing.idp.proofing.way;

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
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** A passkey. Its challenge is used up by every answer, right or wrong. */
@Component
class PasskeyWay {

  private final PasskeyCredentials passkeys;
  private final Audit audit;
  private final InstantSource clock;

  PasskeyWay(PasskeyCredentials passkeys, Audit audit, InstantSource clock) {
    this.passkeys = passkeys;
    this.audit = audit;
    this.clock = clock;
  }

  Next start(Proving proving) {
    return Next.asks(proving, new Ask.Passkey(passkeys.signIn(), Problem.none()));
  }

  Next answer(Proving before, byte[] challenge, Action action, Prover prover) {
    Proving proving = before.on(Proofs.PASSKEY);
    return switch (passkeys.finishSignIn(
        challenge, action.field("credential"), proving.purpose().whose(), prover.origin())) {
      case SignIn.Shown(PersonId person, UUID passkey, int ways) ->
          Next.recognised(
              proving,
              Proving.Shown.byPasskey(person, passkey, new Proving.AsOf(clock.instant(), ways)));
      case SignIn.CountedBack(PersonId person) -> {
        audit.record(refused(proving, prover, "passkey-counter").person(person));
        yield again(proving, Optional.of(Problem.page("passkey.copied")));
      }
      case SignIn.Frozen(PersonId person) -> Next.frozen(proving, person);
      case SignIn.TooNew(PersonId person) -> {
        audit.record(refused(proving, prover, "added-before-freeze").person(person));
        yield again(proving, Problems.loginFailed());
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
