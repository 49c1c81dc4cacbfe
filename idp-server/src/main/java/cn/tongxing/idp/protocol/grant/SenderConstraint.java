package cn.tongxing.idp.protocol.grant;

import java.util.Map;
import java.util.Optional;

/**
 * Sender constraint (proof of possession, RFC 7800): what whoever shows a token must prove to hold
 * beside it. Closed, so that a token's type, its claim {@code cnf} and the scheme it is shown by
 * come from one place.
 */
public sealed interface SenderConstraint {

  /** Nothing but the token (RFC 6750). */
  record None() implements SenderConstraint {}

  /**
   * A key, by a proof in each request (RFC 9449).
   *
   * @param jkt thumbprint of the key (RFC 7638)
   */
  record Dpop(String jkt) implements SenderConstraint {
    /** Refuses what is no thumbprint. */
    public Dpop {
      requireThumbprint(jkt);
    }
  }

  /**
   * The key of a certificate, by mutual TLS (RFC 8705).
   *
   * @param x5t thumbprint of the certificate by SHA-256
   */
  record Mtls(String x5t) implements SenderConstraint {
    /** Refuses what is no thumbprint. */
    public Mtls {
      requireThumbprint(x5t);
    }
  }

  /** Of a bearer token: whoever has it may use it. */
  static SenderConstraint none() {
    return new None();
  }

  /**
   * What a token says by its claim {@code cnf}.
   *
   * @return empty for what this server does not understand: such a token is nobody's bearer token
   */
  static Optional<SenderConstraint> of(Object claim) {
    if (claim instanceof Map<?, ?> members && members.size() == 1) {
      Map.Entry<?, ?> member = members.entrySet().iterator().next();
      return member.getValue() instanceof String text && isThumbprint(text)
          ? of(String.valueOf(member.getKey()), text)
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static Optional<SenderConstraint> of(String method, String thumbprint) {
    return switch (method) {
      case "jkt" -> Optional.of(new Dpop(thumbprint));
      case "x5t#S256" -> Optional.of(new Mtls(thumbprint));
      default -> Optional.empty();
    };
  }

  /** The claim {@code cnf} of tokens that are bound (RFC 7800 3.1); of others there is none. */
  default Optional<Map<String, String>> confirmation() {
    return switch (this) {
      case None _ -> Optional.empty();
      case Dpop(String jkt) -> Optional.of(Map.of("jkt", jkt));
      case Mtls(String x5t) -> Optional.of(Map.of("x5t#S256", x5t));
    };
  }

  /**
   * {@code token_type} (RFC 6749 7.1), and the scheme by which a token is shown. One that is bound
   * by TLS is shown like any (RFC 8705 3).
   */
  default String tokenType() {
    return switch (this) {
      case None _, Mtls _ -> "Bearer";
      case Dpop _ -> "DPoP";
    };
  }

  /**
   * Whether whoever proved to hold something may use what is bound by this.
   *
   * @param proven with the request; {@link None} for nothing
   */
  default boolean admits(SenderConstraint proven) {
    return this instanceof None || equals(proven);
  }

  private static void requireThumbprint(String text) {
    if (!isThumbprint(text)) {
      throw new IllegalArgumentException("no thumbprint by SHA-256");
    }
  }

  /** 32 bytes in base64url. */
  private static boolean isThumbprint(String text) {
    return Pkce.isChallenge(text);
  }
}
