package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Proving.Shown;
import cn.tongxing.idp.session.Authentications;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Going on without a level that a department only wished for (OpenID Connect Core 1.0, 3.1.2.1:
 * {@code acr_values} are voluntary): a way that reaches it is offered, and nobody has to take it.
 */
@Component
class GoingOn {

  /** The button. */
  static final String ACTION = "go-on";

  private final Profiles profiles;

  GoingOn(Profiles profiles) {
    this.profiles = profiles;
  }

  /** Whoever was shown, at the choice of what would reach more, where that is enough already. */
  Optional<Shown> without(Transaction transaction) {
    Optional<Acr> otherwise = transaction.request().wanted().otherwise();
    if (otherwise.isEmpty() || !(transaction.stage() instanceof Stage.Choosing)) {
      return Optional.empty();
    }
    return transaction
        .proving()
        .first()
        .filter(shown -> reached(shown).filter(acr -> acr.satisfies(otherwise.get())).isPresent());
  }

  /** Empty for who may not sign in. */
  private Optional<Acr> reached(Shown shown) {
    return profiles
        .find(shown.person())
        .map(PersonProfile::level)
        .map(level ->
            new Acr(
                Authentications.counted(level, shown.byFact()),
                AuthenticationAssurance.of(shown.factors())));
  }
}
