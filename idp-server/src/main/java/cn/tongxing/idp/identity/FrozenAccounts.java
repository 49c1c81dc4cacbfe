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

  /** Whose new phone it is, which does not count: for the trail, and for no answer. */
  Optional<PersonId> byNewPhone(PhoneNumber phone);

  /** What the account has. */
  Ways ways(PersonId person);

  /** What it would have if it were frozen now: told before somebody freezes it. */
  Ways waysIfFrozen(PersonId person);

  /**
   * Ways of an account by what they are worth for thawing it.
   *
   * @param before that can be asked for
   * @param tooNew kinds of which there is none from before
   * @param linkedBy adapters by which an upstream's account was linked before
   */
  record Ways(Set<Own> before, Set<Own> tooNew, Set<String> linkedBy) {
    public Ways {
      before = Set.copyOf(before);
      tooNew = Set.copyOf(tooNew);
      linkedBy = Set.copyOf(linkedBy);
    }
  }

  /** A person whose account is frozen, and what was shown of it. */
  record Named(PersonId person, Shown shown) {}
}
