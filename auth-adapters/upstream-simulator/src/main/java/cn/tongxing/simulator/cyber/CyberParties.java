package cn.tongxing.simulator.cyber;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The service and its one customer: keys, codes, and the key that pseudonyms are made with.
 *
 * @param orgCode the customer's organisation
 * @param appId the customer's application
 * @param serviceKey private key of the service, hex
 * @param customerKey private key that is handed to the customer, hex; the service itself uses only
 *     its public half
 * @param pseudonymKey hex
 */
public record CyberParties(
    String orgCode, String appId, String serviceKey, String customerKey, String pseudonymKey) {

  /**
   * What the app calls the customer: as its own pages do ({@code idp.pages.name} of the
   * demonstration), since people are told to compare.
   */
  public static final String CUSTOMER_CHINESE = "云汀通";

  /** The same in English. */
  public static final String CUSTOMER_ENGLISH = "Yunting Pass";

  static String customer(boolean chinese) {
    return chinese ? CUSTOMER_CHINESE : CUSTOMER_ENGLISH;
  }

  /** A new private key, in hex. */
  public static String newPrivateKey(SecureRandom random) {
    return "%064x".formatted(Sm2.randomScalar(random));
  }

  BigInteger servicePrivate() {
    return new BigInteger(serviceKey, 16);
  }

  ECPoint customerPublic() {
    return Sm2.publicPoint(new BigInteger(customerKey, 16));
  }

  /** The service's public key, uncompressed, in hex. */
  public String servicePublicHex() {
    return HexFormat.of().formatHex(servicePublic().getEncoded(false));
  }

  /** The service's public key as JWK (GM/T 0125 names). */
  String servicePublicJwk() {
    ECPoint point = servicePublic();
    return "{\"kty\":\"EC\",\"crv\":\"SM2-P-256\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(
            base64Url(point.getAffineXCoord().getEncoded()),
            base64Url(point.getAffineYCoord().getEncoded()));
  }

  private ECPoint servicePublic() {
    return Sm2.publicPoint(servicePrivate());
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "CyberParties[orgCode=" + orgCode + ", appId=" + appId + "]";
  }
}
