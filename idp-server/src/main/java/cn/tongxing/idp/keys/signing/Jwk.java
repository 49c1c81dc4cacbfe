package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The public part of a signing key as JSON Web Key (RFC 7517, RFC 7518 6).
 *
 * @param required the members that the thumbprint is made of, sorted
 */
record Jwk(SigningAlgorithm algorithm, SortedMap<String, String> required) {

  private static final int P256_BYTES = 32;
  private static final int ED25519_BYTES = 32;
  private static final int ML_DSA_65_BYTES = 1952;

  /** RFC 7518 6.2.1. */
  static SortedMap<String, String> p256(PublicKey key) {
    ECPublicKey ec = (ECPublicKey) key;
    return ellipticCurve(
        "P-256",
        unsigned(ec.getW().getAffineX(), P256_BYTES),
        unsigned(ec.getW().getAffineY(), P256_BYTES));
  }

  /** RFC 7518 6.2.1: both coordinates in the curve's full length. */
  static SortedMap<String, String> ellipticCurve(String curve, byte[] x, byte[] y) {
    return new TreeMap<>(Map.of("kty", "EC", "crv", curve, "x", base64url(x), "y", base64url(y)));
  }

  /** RFC 7518 6.3.1. */
  static SortedMap<String, String> rsa(PublicKey key) {
    RSAPublicKey rsa = (RSAPublicKey) key;
    return new TreeMap<>(
        Map.of(
            "kty",
            "RSA",
            "n",
            base64url(unsigned(rsa.getModulus())),
            "e",
            base64url(unsigned(rsa.getPublicExponent()))));
  }

  /** RFC 8037 2. */
  static SortedMap<String, String> ed25519(PublicKey key) {
    return new TreeMap<>(
        Map.of("kty", "OKP", "crv", "Ed25519", "x", base64url(tail(key, ED25519_BYTES))));
  }

  /** Key type AKP, whose algorithm is part of the key. */
  static SortedMap<String, String> mlDsa65(PublicKey key) {
    return new TreeMap<>(
        Map.of(
            "kty",
            "AKP",
            "alg",
            SigningAlgorithm.ML_DSA_65.jose(),
            "pub",
            base64url(tail(key, ML_DSA_65_BYTES))));
  }

  /** RFC 7638 3: SHA-256 over the required members, sorted, without white space. */
  String thumbprint() {
    try {
      return base64url(MessageDigest.getInstance("SHA-256").digest(Json.write(required)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As published. */
  Map<String, String> published() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("kid", thumbprint());
    members.put("use", "sig");
    members.put("alg", algorithm.jose());
    members.putAll(required);
    return members;
  }

  /** The raw key that a SubjectPublicKeyInfo ends with (RFC 8410 4, RFC 9881 4). */
  private static byte[] tail(PublicKey key, int length) {
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - length, encoded.length);
  }

  private static byte[] unsigned(BigInteger value) {
    return unsigned(value, (value.bitLength() + 7) / 8);
  }

  private static byte[] unsigned(BigInteger value, int length) {
    byte[] signed = value.toByteArray();
    byte[] result = new byte[length];
    int copied = Math.min(signed.length, length);
    System.arraycopy(signed, signed.length - copied, result, length - copied, copied);
    return result;
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
