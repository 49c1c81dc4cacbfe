package cn.tongxing.idp.keys;

import cn.tongxing.adapter.spi.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alibaba Cloud's signature of version 3, ACS3-HMAC-SHA256 (help.aliyun.com, "V3 request structure
 * and signature"), for a POST whose parameters stand in the query and whose body is empty.
 */
public final class Acs3Signature {

  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private Acs3Signature() {}

  /** The query, in the canonical form: it is sent as it is signed. */
  public static String query(SortedMap<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /**
   * The headers to send: those given but the host, the digest of the body, and the signature.
   *
   * @param path of the address; {@code /} for none
   * @param given names in lower case, the host among them
   */
  public static Map<String, String> signed(
      String path, String query, Map<String, String> given, String keyId, Secret key) {
    SortedMap<String, String> headers = new TreeMap<>(given);
    String payload = sha256("");
    headers.put("x-acs-content-sha256", payload);
    String names = String.join(";", headers.keySet());
    String lines =
        headers.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", "POST", path, query, lines, names, payload);
    String signature =
        HexFormat.of()
            .formatHex(
                SharedSecretMac.sha256(
                    key.reveal().getBytes(StandardCharsets.UTF_8),
                    (ALGORITHM + "\n" + sha256(canonical)).getBytes(StandardCharsets.UTF_8)));
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.remove("host");
    sent.put(
        "Authorization",
        ALGORITHM + " Credential=" + keyId + ",SignedHeaders=" + names + ",Signature=" + signature);
    return sent;
  }

  /** SHA-256 of a text in UTF-8, in lower-case hexadecimal, as the provider writes digests. */
  public static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** RFC 3986: all but letters, digits and {@code -_.~}. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
