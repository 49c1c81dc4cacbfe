package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.keys.SharedSecretMac;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alibaba Cloud's signature of version 3, ACS3-HMAC-SHA256 (help.aliyun.com, "V3 request structure
 * and signature"), for a POST to the path {@code /} whose parameters stand in the query and whose
 * body is empty.
 */
final class Acs3Signature {

  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private Acs3Signature() {}

  /** The query, in the canonical form: it is sent as it is signed. */
  static String query(SortedMap<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** The headers to send: those given but the host, the digest of the body, and the signature. */
  static Map<String, String> signed(
      String query, Map<String, String> given, String keyId, Secret key) {
    SortedMap<String, String> headers = new TreeMap<>(given);
    String payload = Sha256.hex("");
    headers.put("x-acs-content-sha256", payload);
    String names = String.join(";", headers.keySet());
    String lines =
        headers.entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue() + "\n")
            .collect(Collectors.joining());
    String canonical = String.join("\n", "POST", "/", query, lines, names, payload);
    String signature =
        HexFormat.of()
            .formatHex(
                SharedSecretMac.sha256(
                    key.reveal().getBytes(StandardCharsets.UTF_8),
                    (ALGORITHM + "\n" + Sha256.hex(canonical)).getBytes(StandardCharsets.UTF_8)));
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.remove("host");
    sent.put(
        "Authorization",
        ALGORITHM + " Credential=" + keyId + ",SignedHeaders=" + names + ",Signature=" + signature);
    return sent;
  }

  /** RFC 3986: all but letters, digits and {@code -_.~}. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
