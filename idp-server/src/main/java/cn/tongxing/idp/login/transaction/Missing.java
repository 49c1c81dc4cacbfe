package cn.tongxing.idp.login.transaction;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Proofs;
import java.util.List;

/**
 * What is still missing: the person is known, and the level wanted needs more. Where no step leads
 * there, that is told, with the counter.
 *
 * @param wanted the level that the steps lead to
 * @param reached the level of what was shown
 * @param own built-in ways of this person that help
 * @param adapters ways to be proven anew that help
 * @param binds whether a new passkey, or password, may be set now and is what is missing
 */
public record Missing(
    PersonId person,
    Acr wanted,
    Acr reached,
    List<String> own,
    List<String> adapters,
    boolean binds) {

  public Missing {
    own = List.copyOf(own);
    adapters = List.copyOf(adapters);
  }

  /** Whether anything leads there. */
  public boolean hasSteps() {
    return binds || !own.isEmpty() || !adapters.isEmpty();
  }

  /** Whether a code to the person's phone is all that helps. */
  public boolean isCodeAlone() {
    return own.equals(List.of(Proofs.SMS)) && adapters.isEmpty();
  }

  /** Whether it is worth asking for where the level was only wished: a step, and no detour. */
  public boolean isWorthAWish() {
    boolean shown = reached.authentication().atLeast(wanted.authentication());
    return lacksIdentity() ? shown && hasSteps() : !own.isEmpty() && adapters.isEmpty();
  }

  /** Whether it is not sure enough who the person is. */
  public boolean lacksIdentity() {
    return !reached.identity().atLeast(wanted.identity());
  }
}
