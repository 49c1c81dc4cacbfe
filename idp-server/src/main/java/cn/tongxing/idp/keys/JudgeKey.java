package cn.tongxing.idp.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key of somebody outside must be, before it is used (RFC 7517 4, RFC 7518 6). */
final class JudgeKey {

  private static final int LEAST_RSA_BITS = 2048;

  /** Checking costs the square of it, and somebody else pays. */
  private static final int MOST_RSA_BITS = 4096;

  private static final int LONGEST_EXPONENT = 32;
  private static final int ED25519_BYTES = 32;

  /** RFC 7518 6.2.2, 6.3.2, 6.4.1; {@code priv} of key type AKP. */
  private static final List<String> SECRET =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");

  private JudgeKey() {}

  /** Whether the key tells what only its owner may know. */
  static Optional<String> secret(Map<?, ?> members) {
    if ("oct".equals(members.get("kty"))) {
      return Optional.of("is a shared secret (kty oct): the key of a signature is public");
    }
    return SECRET.stream()
        .filter(members::containsKey)
        .findFirst()
        .map(name ->
            "holds the private part "
                + name
                + ": whoever reads it is this client. Make a new key, and write its public part");
  }

  /** Why signatures of the algorithm cannot be checked with it, by what it says of itself. */
  static Optional<String> unfit(Map<?, ?> members, SigningAlgorithm algorithm) {
    return kind(members, algorithm).or(() -> purpose(members, algorithm));
  }

  private static Optional<String> kind(Map<?, ?> members, SigningAlgorithm algorithm) {
    String due = due(algorithm);
    String kind = members.get("kty") + (members.get("crv") == null ? "" : " " + members.get("crv"));
    return due.equals(kind)
        ? Optional.empty()
        : Optional.of("does not fit " + algorithm.jose() + ", whose keys are of kty " + due);
  }

  private static String due(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "EC P-256";
      case PS256 -> "RSA";
      case EDDSA -> "OKP Ed25519";
      case RS256, ML_DSA_65, SGD_SM3_SM2 ->
          throw new IllegalArgumentException(algorithm + " is for own tokens only");
    };
  }

  private static Optional<String> purpose(Map<?, ?> members, SigningAlgorithm algorithm) {
    Object use = members.get("use");
    if (use != null && !use.equals("sig")) {
      return Optional.of(
          "is not for signatures: use is " + (use.equals("enc") ? "enc" : "unknown"));
    }
    Object operations = members.get("key_ops");
    if (operations != null && !operations.equals(List.of("verify"))) {
      return Optional.of("key_ops of a public key for signatures is [\"verify\"]");
    }
    Object named = members.get("alg");
    return named == null || named.equals(algorithm.jose())
        ? Optional.empty()
        : Optional.of("its alg is another than " + algorithm.jose());
  }

  /** What the key is made of, and its name: certificates and addresses are not looked at. */
  static Map<String, Object> named(Map<?, ?> members) {
    var kept = new LinkedHashMap<String, Object>();
    for (String name : List.of("kty", "crv", "x", "y", "n", "e", "kid")) {
      if (members.get(name) instanceof String text) {
        kept.put(name, text);
      }
    }
    return kept;
  }

  /** Whether its signatures could be another's. */
  static Optional<String> weak(JWK key) {
    return switch (key) {
      case RSAKey rsa -> weak(rsa);
      case OctetKeyPair pair when pair.getX().decode().length != ED25519_BYTES ->
          Optional.of("x must have 32 bytes");
      default -> Optional.empty(); // that a point is on its curve is checked as it is read
    };
  }

  private static Optional<String> weak(RSAKey key) {
    int bits = key.getModulus().decodeToBigInteger().bitLength();
    if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
      return Optional.of("has " + bits + " bits; RSA keys have 2048 to 4096");
    }
    BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
    boolean good =
        exponent.testBit(0)
            && exponent.compareTo(BigInteger.ONE) > 0
            && exponent.bitLength() <= LONGEST_EXPONENT;
    return good ? Optional.empty() : Optional.of("has an exponent that no key should have");
  }
}
