package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table from factors to authentication assurance: a passkey with user verification is A3, two
 * factors of different kind are A2, anything else is A1.
 */
public final class Assurance {

  private enum Kind {
    KNOWN,
    HELD,
    BEING
  }

  private Assurance() {}

  /** The assurance of factors that one person showed together. */
  public static AuthenticationAssurance of(Set<Factor> factors) {
    if (factors.contains(Factor.HARDWARE_KEY) || factors.contains(Factor.SOFTWARE_KEY)) {
      return AuthenticationAssurance.A3;
    }
    return factors.stream().map(Assurance::kind).collect(Collectors.toSet()).size() >= 2
        ? AuthenticationAssurance.A2
        : AuthenticationAssurance.A1;
  }

  private static Kind kind(Factor factor) {
    return switch (factor) {
      case PASSWORD -> Kind.KNOWN;
      case FACE, COUNTER -> Kind.BEING;
      case SMS,
          ONE_TIME_PASSWORD,
          HARDWARE_KEY,
          SOFTWARE_KEY,
          UPSTREAM_ACCOUNT,
          NETWORK_CREDENTIAL ->
          Kind.HELD;
    };
  }
}
