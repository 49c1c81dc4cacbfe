package cn.tongxing.simulator.cyber;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message of the network identity's service: {@code
 * {"orgCode","bizSeq","timestamp","nonce","encKey","data","sign"}}, all texts.
 *
 * @param timestamp milliseconds since 1970
 * @param encKey base64 of an SM4 key encrypted by SM2
 * @param data base64 of iv, SM4-GCM ciphertext and tag
 * @param sign base64 of r and s over the other six, joined by bars
 */
record CyberEnvelope(
    String orgCode,
    String bizSeq,
    String timestamp,
    String nonce,
    String encKey,
    String data,
    String sign) {

  private static final int IV = 12;
  private static final int KEY = 16;

  /** Who is speaking to whom. */
  record Head(String orgCode, String bizSeq, long timestamp) {}

  static Optional<CyberEnvelope> read(byte[] json) {
    try {
      JsonNode node = JsonMapper.shared().readTree(json);
      CyberEnvelope envelope =
          new CyberEnvelope(
              text(node, "orgCode"),
              text(node, "bizSeq"),
              text(node, "timestamp"),
              text(node, "nonce"),
              text(node, "encKey"),
              text(node, "data"),
              text(node, "sign"));
      boolean whole =
          envelope.bizSeq.matches("[A-Za-z0-9]{32}")
              && envelope.timestamp.matches("\\d{13}")
              && envelope.nonce.matches("[A-Za-z0-9]{16,64}");
      return whole ? Optional.of(envelope) : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  static CyberEnvelope seal(
      Head head, Map<String, String> content, BigInteger signer, ECPoint to, SecureRandom random) {
    byte[] key = fresh(random, KEY);
    byte[] iv = fresh(random, IV);
    byte[] plain = JsonMapper.shared().writeValueAsBytes(content);
    byte[] sealed = Sm4Gcm.seal(key, iv, new byte[0], plain);
    byte[] data = Arrays.copyOf(iv, IV + sealed.length);
    System.arraycopy(sealed, 0, data, IV, sealed.length);
    CyberEnvelope unsigned =
        new CyberEnvelope(
            head.orgCode(),
            head.bizSeq(),
            Long.toString(head.timestamp()),
            HexFormat.of().formatHex(fresh(random, 16)),
            base64(Sm2.encrypt(to, key, Sm2.randomScalar(random))),
            base64(data),
            "");
    return unsigned.signed(base64(Sm2.sign(signer, unsigned.signedText(), random)));
  }

  CyberEnvelope signed(String signature) {
    return new CyberEnvelope(orgCode, bizSeq, timestamp, nonce, encKey, data, signature);
  }

  boolean isSignedBy(ECPoint key) {
    return decode(sign).map(signature -> Sm2.verify(key, signedText(), signature)).orElse(false);
  }

  /** The content, if it was sealed for this key. */
  Optional<JsonNode> open(BigInteger key) {
    Optional<byte[]> sm4 =
        decode(encKey).flatMap(wrapped -> Sm2.decrypt(key, wrapped)).filter(k -> k.length == KEY);
    Optional<byte[]> sealed = decode(data).filter(bytes -> bytes.length > IV + 16);
    if (sm4.isEmpty() || sealed.isEmpty()) {
      return Optional.empty();
    }
    byte[] iv = Arrays.copyOf(sealed.get(), IV);
    byte[] rest = Arrays.copyOfRange(sealed.get(), IV, sealed.get().length);
    return Sm4Gcm.open(sm4.get(), iv, new byte[0], rest).flatMap(CyberEnvelope::object);
  }

  private static Optional<JsonNode> object(byte[] json) {
    try {
      return Optional.of(JsonMapper.shared().readTree(json)).filter(JsonNode::isObject);
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private byte[] signedText() {
    return String.join("|", orgCode, bizSeq, timestamp, nonce, encKey, data)
        .getBytes(StandardCharsets.UTF_8);
  }

  String json() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("orgCode", orgCode);
    parts.put("bizSeq", bizSeq);
    parts.put("timestamp", timestamp);
    parts.put("nonce", nonce);
    parts.put("encKey", encKey);
    parts.put("data", data);
    parts.put("sign", sign);
    return JsonMapper.shared().writeValueAsString(parts);
  }

  private static byte[] fresh(SecureRandom random, int bytes) {
    byte[] fresh = new byte[bytes];
    random.nextBytes(fresh);
    return fresh;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
