package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.keys.SharedSecretMac;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signature of an Alibaba Cloud OpenAPI request in RPC style: ACS3-HMAC-SHA256 ("Request syntax and
 * signature method V3" of the provider's documentation).
 */
final class AliyunSignature {

  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private AliyunSignature() {}

  /** The query as it is signed and sent: sorted, percent-encoded as RFC 3986 says. */
  static String query(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
            .collect(Collectors.joining("&"));
  }

  /**
   * The value of the Authorization header.
   *
   * @param headers {@code host} and all {@code x-acs-*}, names in lower case
   */
  static String authorization(
      String method,
      String query,
      SortedMap<String, String> headers,
      byte[] body,
      String keyId,
      Secret secret) {
    String names = String.join(";", headers.keySet());
    String lines =
        headers.entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue().strip() + "\n")
            .collect(Collectors.joining());
    String request = String.join("\n", method, "/", query, lines, names, digest(body));
    String toSign = ALGORITHM + "\n" + digest(request.getBytes(StandardCharsets.UTF_8));
    byte[] mac =
        SharedSecretMac.sha256(
            secret.reveal().getBytes(StandardCharsets.UTF_8),
            toSign.getBytes(StandardCharsets.UTF_8));
    return "%s Credential=%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, keyId, names, HexFormat.of().formatHex(mac));
  }

  /** SHA-256 in hex. */
  static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
