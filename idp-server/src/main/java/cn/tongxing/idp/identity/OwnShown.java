package cn.tongxing.idp.identity;

import cn.tongxing.idp.identity.AccountRule.Own;
import java.util.Set;
import java.util.UUID;

/**
 * Authenticators used (NIST SP 800-63B-4): which things of an account were shown.
 *
 * @param passkeys which of the account's; empty where none was shown, or nobody knows which
 */
public record OwnShown(Set<Own> own, Set<UUID> passkeys) {

  /** Nothing of the account. */
  public static final OwnShown NOTHING = new OwnShown(Set.of(), Set.of());

  public OwnShown {
    own = Set.copyOf(own);
    passkeys = Set.copyOf(passkeys);
  }
}
