package cn.tongxing.idp.keys;

import java.util.Arrays;
import java.util.Optional;

/**
 * JWS algorithms that tokens can be signed with: what others need to know of each. How it works is
 * the schemes' of {@code keys.signing}. The order is that of the published key set.
 */
public enum SigningAlgorithm {
  /** ECDSA on P-256 with SHA-256 (RFC 7518 3.4): the default. */
  ES256("ES256", Readers.ALL),
  /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 3.3): where a library checks nothing else. */
  RS256("RS256", Readers.ALL),
  /** RSASSA-PSS with SHA-256 (RFC 7518 3.5). */
  PS256("PS256", Readers.ALL),
  /** Ed25519 (RFC 8037 3.1). */
  EDDSA("EdDSA", Readers.ALL),
  /** ML-DSA-65 of FIPS 204: signs against quantum computers; tokens grow by 4.4 kB. */
  ML_DSA_65("ML-DSA-65", Readers.SOME),
  /** SM2 with SM3 (GB/T 32918.2), r and s of 32 bytes each; the name is that of GM/T 0006. */
  SGD_SM3_SM2("SGD_SM3_SM2", Readers.SOME);

  private enum Readers {
    ALL,
    SOME
  }

  private final String jose;
  private final Readers readers;

  SigningAlgorithm(String jose, Readers readers) {
    this.jose = jose;
    this.readers = readers;
  }

  /** The {@code alg} of RFC 7515 4.1.1. */
  public String jose() {
    return jose;
  }

  /**
   * Whether libraries at large read its keys. Some fail on a whole key set for one curve or key
   * type that they do not know, which RFC 7517 5 tells them to pass over.
   */
  public boolean isCommon() {
    return readers == Readers.ALL;
  }

  /** The one of that {@code alg}. */
  public static Optional<SigningAlgorithm> named(String jose) {
    return Arrays.stream(values()).filter(each -> each.jose.equals(jose)).findFirst();
  }
}
