package cn.tongxing.idp.kernel;

import cn.tongxing.adapter.spi.Factor;
import java.util.Set;

/**
 * How strongly the browser was shown to be the person's (authenticator assurance level, NIST SP
 * 800-63B-4). Ordered.
 */
public enum AuthenticationAssurance {
  /** One kind of factor. */
  A1,
  /** Two kinds. */
  A2,
  /** Resistant to phishing, with user verification. */
  A3;

  /** Kinds, not pieces: a code and an app on one phone are one possession. */
  private enum Kind {
    KNOWN,
    HELD,
    BEING,
    /** Held, and unlocked by what its owner knows or is. */
    UNLOCKED
  }

  /** Whether this level is at least the other one. */
  public boolean atLeast(AuthenticationAssurance other) {
    return compareTo(other) >= 0;
  }

  /** The table from the factors that one person has shown to their assurance. */
  public static AuthenticationAssurance of(Set<Factor> factors) {
    return factors.stream().anyMatch(factor -> kind(factor) == Kind.UNLOCKED)
        ? A3
        : isOfSeveralKinds(factors) ? A2 : A1;
  }

  /** Whether these are more than one kind. */
  public static boolean isOfSeveralKinds(Set<Factor> factors) {
    return factors.stream().map(AuthenticationAssurance::kind).distinct().count() > 1;
  }

  private static Kind kind(Factor factor) {
    return switch (factor) {
      case PASSWORD -> Kind.KNOWN;
      case FACE, COUNTER -> Kind.BEING;
      case SMS, ONE_TIME_PASSWORD, UPSTREAM_ACCOUNT, NETWORK_CREDENTIAL -> Kind.HELD;
      case HARDWARE_KEY, SOFTWARE_KEY -> Kind.UNLOCKED;
    };
  }
}
