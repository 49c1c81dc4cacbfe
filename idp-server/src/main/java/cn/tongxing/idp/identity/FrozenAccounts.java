package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Optional;
import java.util.Set;

/**
 * Whose frozen account somebody may thaw: what the owner had 72 hours before the freeze (of several
 * in a row the first: {@link Freezes}), which signs nobody in meanwhile. Passwords and passkeys:
 * {@link Whose#FROZEN}.
 */
public interface FrozenAccounts {

  /** Of whom alone a right code to the phone speaks, freshly and from before. */
  Optional<PersonId> byPhone(PhoneNumber phone);

  /**
   * Whom a proof shows, by a document or a link from before, and how well; the caller's transaction
   * holds the person then.
   */
  Optional<Named> named(Proof proof);

  /** Ways from before that can be asked for. */
  Set<Own> has(PersonId person);

  /** A person whose account is frozen, and what was shown of it. */
  record Named(PersonId person, Shown shown) {}
}
