package cn.tongxing.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JWK Set (RFC 7517 5) of somebody outside whose signatures are checked here: public keys that fit
 * the one algorithm that is agreed with them, and nothing else. May be empty: then nothing is
 * signed by them.
 */
public final class PublicKeys {

  /**
   * The algorithms of signatures from outside, the default first: those of FAPI 2.0 Security
   * Profile 5.4.1. None of a shared secret, none that RSA with PKCS #1 v1.5 pads (RS256).
   */
  public static final List<SigningAlgorithm> ALGORITHMS =
      List.of(SigningAlgorithm.ES256, SigningAlgorithm.PS256, SigningAlgorithm.EDDSA);

  private final SigningAlgorithm algorithm;
  private final List<JWK> keys;

  PublicKeys(SigningAlgorithm algorithm, List<JWK> keys) {
    this.algorithm = algorithm;
    this.keys = List.copyOf(keys);
  }

  /** Nobody's. */
  public static PublicKeys none(SigningAlgorithm algorithm) {
    return new PublicKeys(algorithm, List.of());
  }

  /** What a document holds. */
  public sealed interface Reading {

    /** It is no JWK Set; in words for an operator. */
    record Unreadable(String why) implements Reading {}

    /**
     * It is one.
     *
     * @param keys those in which nothing is wrong
     * @param problems of the others, in their order
     */
    record Read(PublicKeys keys, List<Problem> problems) implements Reading {
      public Read {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * What is wrong with a key.
   *
   * @param index its place in the set, from 0
   * @param grave whether the whole set is worth nothing: a secret that is told, a name that two
   *     keys have. A key that only does not fit may be for something else
   * @param what in words for an operator, without anything of the key
   */
  public record Problem(int index, boolean grave, String what) {}

  /** Reads a document. */
  public static Reading read(String document, SigningAlgorithm algorithm) {
    return ReadKeySet.read(document, algorithm);
  }

  public SigningAlgorithm algorithm() {
    return algorithm;
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Whether one of them can be meant.
   *
   * @param kid as a signature's header names it; a key without a name may be any, and whoever names
   *     none may mean any
   */
  public boolean know(Optional<String> kid) {
    return !candidates(kid).isEmpty();
  }

  List<JWK> candidates(Optional<String> kid) {
    return keys.stream()
        .filter(key -> kid.isEmpty() || key.getKeyID() == null || key.getKeyID().equals(kid.get()))
        .toList();
  }

  /** What {@link #read} takes: of each key its name and what it is made of. */
  public String document() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (JWK key : keys) {
      Map<String, Object> members = new LinkedHashMap<>(key.getRequiredParams());
      if (key.getKeyID() != null) {
        members.put("kid", key.getKeyID());
      }
      all.add(members);
    }
    return JSONObjectUtils.toJSONString(Map.of("keys", all));
  }

  /** For an operator: each key's name and thumbprint (RFC 7638). */
  public List<String> names() {
    return keys.stream().map(PublicKeys::name).toList();
  }

  private static String name(JWK key) {
    try {
      String thumbprint = key.computeThumbprint().toString();
      return key.getKeyID() == null ? thumbprint : key.getKeyID() + " (" + thumbprint + ")";
    } catch (JOSEException e) {
      throw new IllegalStateException(e); // SHA-256 is in every JDK
    }
  }

  @Override
  public String toString() {
    return algorithm.jose() + " " + names();
  }
}
