package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.kernel.PersonId;
import java.util.Set;
import java.util.UUID;

/**
 * What the browser's session counts for already: the same person needs to show only what is missing
 * for the level.
 *
 * @param passkeys which of the person's are among them, where it matters
 * @param byFact whether a fact chose the person: {@code session.Authentications}
 */
public record Held(PersonId person, Set<Factor> factors, Set<UUID> passkeys, boolean byFact) {
  public Held {
    factors = Set.copyOf(factors);
    passkeys = Set.copyOf(passkeys);
  }

  /** For a level: which passkey it was makes no difference. */
  public Held(PersonId person, Set<Factor> factors, boolean byFact) {
    this(person, factors, Set.of(), byFact);
  }

  /** As things of the account. */
  public OwnShown own() {
    return new OwnShown(Own.in(factors), passkeys);
  }
}
