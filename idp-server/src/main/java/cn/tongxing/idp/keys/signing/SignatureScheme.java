package cn.tongxing.idp.keys.signing;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How one algorithm makes keys and signatures. Keys cross this border as encodings only, so that
 * each may be worked by whichever library does it best. Thread-safe, as what it makes is.
 */
interface SignatureScheme {

  /** Makes signatures with one private key, as JWS wants them. */
  @FunctionalInterface
  interface Signer {
    byte[] sign(byte[] input);
  }

  /** Checks signatures with one public key. False for what is no signature at all, too. */
  @FunctionalInterface
  interface Verifier {
    boolean verify(byte[] input, byte[] signature);
  }

  /**
   * A fresh pair of keys.
   *
   * @param publicKey SubjectPublicKeyInfo
   * @param privateKey PKCS #8
   */
  record Pair(byte[] publicKey, byte[] privateKey) {}

  Pair generate(SecureRandom random);

  /** Of a PKCS #8 encoding. */
  Signer signer(byte[] privateKey);

  /** Of a SubjectPublicKeyInfo. */
  Verifier verifier(byte[] publicKey);

  /** The members of the public JWK that its thumbprint is made of (RFC 7638 3.2), sorted. */
  SortedMap<String, String> members(byte[] publicKey);

  /** The hash that belongs to it, of a value; empty where no standard names one. */
  Optional<byte[]> hash(byte[] value);
}
