package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.keys.SharedSecretMac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;

/**
 * Tencent Cloud's signature of version 3, TC3-HMAC-SHA256 (cloud.tencent.com, API 3.0, "Signature
 * method v3"), for a POST to the path {@code /} without a query. Signs the type and the host.
 *
 * @param service as the signature's scope names it
 * @param seconds of the request's time stamp; its day in UTC is part of the key
 */
record Tc3Signature(String host, String service, String contentType, long seconds, byte[] body) {

  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String SIGNED = "content-type;host";
  private static final String END = "tc3_request";

  String authorization(String keyId, Secret key) {
    String day = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toLocalDate().toString();
    String scope = day + "/" + service + "/" + END;
    String headers = "content-type:" + contentType + "\nhost:" + host + "\n";
    String canonical = String.join("\n", "POST", "/", "", headers, SIGNED, Sha256.hex(body));
    String text =
        String.join("\n", ALGORITHM, Long.toString(seconds), scope, Sha256.hex(canonical));
    byte[] dayKey = mac(("TC3" + key.reveal()).getBytes(StandardCharsets.UTF_8), day);
    byte[] signature = mac(mac(mac(dayKey, service), END), text);
    return ALGORITHM
        + " Credential="
        + keyId
        + "/"
        + scope
        + ", SignedHeaders="
        + SIGNED
        + ", Signature="
        + HexFormat.of().formatHex(signature);
  }

  private static byte[] mac(byte[] key, String text) {
    return SharedSecretMac.sha256(key, text.getBytes(StandardCharsets.UTF_8));
  }
}
