package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
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

  static Jwk of(SigningAlgorithm algorithm, PublicKey key) {
    SortedMap<String, String> members = new TreeMap<>();
    switch (algorithm) {
      case ES256 -> {
        ECPublicKey ec = (ECPublicKey) key;
        members.put("kty", "EC");
        members.put("crv", "P-256");
        members.put("x", base64url(unsigned(ec.getW().getAffineX(), P256_BYTES)));
        members.put("y", base64url(unsigned(ec.getW().getAffineY(), P256_BYTES)));
      }
      case RS256 -> {
        RSAPublicKey rsa = (RSAPublicKey) key;
        members.put("kty", "RSA");
        members.put("n", base64url(unsigned(rsa.getModulus())));
        members.put("e", base64url(unsigned(rsa.getPublicExponent())));
      }
    }
    return new Jwk(algorithm, members);
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
    members.put("alg", algorithm.name());
    members.putAll(required);
    return members;
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
