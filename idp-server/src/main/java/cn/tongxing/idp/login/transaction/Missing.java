package cn.tongxing.idp.login.transaction;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.Proofs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is still missing: the person is known, and the level wanted needs more. Where no step leads
 * there, that is told, with the counter.
 *
 * @param wanted the level that the steps lead to
 * @param reached the level of what was shown
 * @param own built-in ways of this person that help
 * @param adapters ways to be proven anew that help
 * @param binds whether a new passkey, or password, may be set now and is what is missing
 * @param useless what the person has besides, and why it does not help
 * @param until when a change of phone is done that keeps a new way from being set, where that is
 *     why nothing leads there
 */
public record Missing(
    PersonId person,
    Acr wanted,
    Acr reached,
    List<String> own,
    List<String> adapters,
    boolean binds,
    List<Useless> useless,
    Optional<Instant> until) {

  public Missing {
    own = List.copyOf(own);
    adapters = List.copyOf(adapters);
    useless = List.copyOf(useless);
  }

  /** Of which nothing is said but what helps. */
  public Missing(
      PersonId person,
      Acr wanted,
      Acr reached,
      List<String> own,
      List<String> adapters,
      boolean binds) {
    this(person, wanted, reached, own, adapters, binds, List.of(), Optional.empty());
  }

  /** What could be set once a change of phone is done. */
  public Missing until(Instant due) {
    return new Missing(person, wanted, reached, own, adapters, binds, useless, Optional.of(due));
  }

  /** A way that the person has and that does not help. */
  public record Useless(Own way, Why why) {}

  /** Why a way does not help. */
  public enum Why {
    /** Added in the 72 hours before the freeze. */
    TOO_NEW,
    /** Of one kind with what was shown. */
    SAME_KIND
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
