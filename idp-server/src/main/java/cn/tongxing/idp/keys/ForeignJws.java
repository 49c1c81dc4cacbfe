package cn.tongxing.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;

/**
 * Compact JWS (RFC 7515 7.1) of somebody outside, read and not believed: what it says is worth
 * something once {@link #isSignedBy} has said so. Keys and addresses of keys in its header ({@code
 * jwk}, {@code jku}, {@code x5u}, {@code x5c}) are never looked at.
 */
public final class ForeignJws {

  /** Longer ones are refused before anything is parsed. */
  static final int LONGEST = 8192;

  private final JWSObject jws;
  private final Map<String, Object> claims;

  private ForeignJws(JWSObject jws, Map<String, Object> claims) {
    this.jws = jws;
    this.claims = claims;
  }

  /** The parts; empty if it is none, is unsigned ({@code alg} none), or holds no JSON object. */
  public static Optional<ForeignJws> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      JWSObject jws = JWSObject.parse(text);
      boolean isObject = jws.getPayload().toString().startsWith("{"); // a list of pairs is read too
      return Optional.ofNullable(jws.getPayload().toJSONObject())
          .filter(_ -> isObject)
          .map(claims -> new ForeignJws(jws, claims));
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The {@code kid} of its header, if there is one. */
  public Optional<String> kid() {
    return Optional.ofNullable(jws.getHeader().getKeyID());
  }

  /** The {@code typ} of its header, if there is one. */
  public Optional<String> type() {
    return Optional.ofNullable(jws.getHeader().getType()).map(Object::toString);
  }

  /** Whether it names this algorithm, and demands nothing that is not understood here. */
  public boolean isOf(SigningAlgorithm algorithm) {
    JWSHeader header = jws.getHeader();
    boolean demands = header.getCriticalParams() != null && !header.getCriticalParams().isEmpty();
    return header.getAlgorithm().getName().equals(algorithm.jose()) && !demands;
  }

  /** A claim that is a text; empty if there is none. */
  public Optional<String> text(String claim) {
    return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Whether there is such a claim, whatever it holds. */
  public boolean has(String claim) {
    return claims.containsKey(claim);
  }

  /** A claim that is a time, in seconds since 1970; empty if there is none. */
  public Optional<Long> seconds(String claim) {
    return claims.get(claim) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** Whether one of the keys that its header can mean has signed it, by their algorithm. */
  public boolean isSignedBy(PublicKeys keys) {
    return isOf(keys.algorithm())
        && keys.candidates(kid()).stream().anyMatch(key -> isSignedBy(key, keys.algorithm()));
  }

  private boolean isSignedBy(JWK key, SigningAlgorithm algorithm) {
    try {
      return verifier(key, algorithm)
          .verify(jws.getHeader(), jws.getSigningInput(), jws.getSignature());
    } catch (JOSEException unusable) {
      return false; // a value that is no signature at all
    }
  }

  private static JWSVerifier verifier(JWK key, SigningAlgorithm algorithm) throws JOSEException {
    return switch (algorithm) {
      case ES256 -> new ECDSAVerifier(key.toECKey());
      case PS256 -> new RSASSAVerifier(key.toRSAKey());
      case EDDSA -> new Ed25519Verification(key.toOctetKeyPair());
      case RS256, ML_DSA_65, SGD_SM3_SM2 ->
          throw new IllegalArgumentException(algorithm + " is for own tokens only");
    };
  }

  /** Says nothing: it may be a proof that is good somewhere else. */
  @Override
  public String toString() {
    return "ForeignJws[]";
  }
}
