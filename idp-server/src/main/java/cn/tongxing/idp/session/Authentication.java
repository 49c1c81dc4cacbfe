package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One authentication event of a session's person.
 *
 * @param signIn the transaction it took place in: evidence that a wanted re-authentication was done
 * @param method the adapter or built-in way: {@code police}, {@code sms}, {@code password}, {@code
 *     passkey}; {@link #BY_FACT}, {@link #KNOWN_BROWSER}
 * @param factors shown; a comparison of data is none
 * @param at when
 */
public record Authentication(SignInId signIn, String method, Set<Factor> factors, Instant at) {

  /**
   * The {@code method} where a code to a shared or stale phone came first and a fact about the
   * person said who it is: {@code docs/protocol/accounts.md}.
   */
  public static final String BY_FACT = "sms-fact";

  /**
   * The {@code method} where a code came beside a pseudonym confirmed on another device: the code
   * is all that was shown here.
   */
  public static final String POLLED = "polled";

  /**
   * The {@code method} where an upstream's account, linked before, was confirmed on another device
   * and this browser had signed the person in before: neither is a factor.
   */
  public static final String KNOWN_BROWSER = "polled-known";

  /** What a code by text message shows. */
  public static final Set<Factor> SMS = Set.of(Factor.SMS);

  private static final String BY_SMS = "sms";

  /** The ways by which the account's own factors are shown, each bound to it here. */
  private static final Set<String> BUILT_IN = Set.of(BY_SMS, POLLED, "password", "passkey");

  /** What an upstream may have asked for, for an account of its own: there it is one thing. */
  private static final Set<Factor> OF_AN_ACCOUNT =
      Set.of(Factor.PASSWORD, Factor.SOFTWARE_KEY, Factor.HARDWARE_KEY, Factor.NETWORK_CREDENTIAL);

  public Authentication {
    factors = Set.copyOf(factors);
  }

  /** Whether no own factor chose the person: ways and sessions may be shown, nothing about them. */
  public boolean isByFact() {
    return method.equals(BY_FACT) || method.equals(KNOWN_BROWSER);
  }

  /** Whether all of it was shown by a way of the host's own. */
  public boolean isBuiltIn() {
    return BUILT_IN.contains(method);
  }

  /**
   * What was shown of the account itself. A code to a phone that is not the person's alone is none
   * of it; a password or key of an upstream's account is not the account's, but that account is
   * linked, and one thing however it is opened.
   */
  public Set<Factor> own() {
    if (isByFact()) {
      return Set.of();
    }
    if (isBuiltIn()) {
      return factors;
    }
    return factors.stream()
        .map(each -> OF_AN_ACCOUNT.contains(each) ? Factor.UPSTREAM_ACCOUNT : each)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an authority was asked who it is, or a factor other than a code was shown. */
  boolean isProof() {
    return !method.equals(BY_SMS) && !method.equals(POLLED) && !isByFact();
  }
}
