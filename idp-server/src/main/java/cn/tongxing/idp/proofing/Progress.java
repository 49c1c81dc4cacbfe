package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Proof;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.proofing.limits.Admission;
import java.util.Optional;
import java.util.Set;

/** How far a proving has come with a step: something is asked, or a fact is proven. */
public sealed interface Progress {

  /** As it stands after the step. */
  Proving proving();

  /** Something else is asked: forms shown before are stale. */
  record Asks(Proving proving, Ask ask) implements Progress {}

  /** The same is asked as before; what the page does not show may have changed. */
  record Stays(Proving proving, Ask ask) implements Progress {}

  /** The phone of the proving was proven, and no account is bound to it. */
  record NobodysPhone(Proving proving) implements Progress {}

  /** The phone of the proving was proven, and that is all its purpose asks for. */
  record PhoneShown(Proving proving) implements Progress {}

  /**
   * Proven: a factor of an account that was there before the account was frozen, and which
   * therefore signs nobody in. Its owner may hear that it is frozen; a right one counts as no try.
   */
  record Frozen(Proving proving, PersonId person) implements Progress {}

  /** Proven: factors bound to a person who exists. */
  record Recognised(Proving proving, Proving.Shown shown) implements Progress {}

  /**
   * Proven: who somebody is. Whose account that is, {@code identity} decides; the host says with
   * {@link Proofs#accepted} or {@link Proofs#refused} what came of it.
   *
   * @param factors all that were shown, the code to the phone among them
   * @param counted the try at the document, to be given back if the proof is the person's own
   */
  record Identified(
      Proving proving, Proof proof, Set<Factor> factors, Optional<Admission.Admitted> counted)
      implements Progress {
    public Identified {
      factors = Set.copyOf(factors);
    }
  }
}
