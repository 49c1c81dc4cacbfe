package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.ProvingHost;
import cn.tongxing.idp.proofing.Purpose;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The host of provings that begin in a session or end in one. */
@Component
class SignInHost implements ProvingHost {

  private final Transactions transactions;
  private final InstantSource clock;

  SignInHost(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public String path() {
    return "/sign-in";
  }

  @Override
  public boolean runs(Purpose purpose) {
    return switch (purpose) {
      case Purpose.SignIn _, Purpose.StepUp _, Purpose.NewPhone _, Purpose.Thaw _ -> true;
      case Purpose.LinkWay _,
          Purpose.Recover _,
          Purpose.VerifyAtCounter _,
          Purpose.ActAsOfficer _ ->
          false;
    };
  }

  @Override
  public Optional<Proving> proving(SignInId id) {
    return transactions.current(id, clock.instant()).map(found -> found.transaction().proving());
  }
}
