package cn.tongxing.adapter.police;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The envelope both sides speak: {@code orgCode, bizSeq, timestamp} (milliseconds since 1970),
 * {@code nonce, encKey} (SM2 C1C3C2 of a 16-byte SM4 key), {@code data} (iv, SM4-GCM ciphertext,
 * tag) and {@code sign} (SM2 r and s over the six before it, joined by bars). An answer names in
 * its data the nonce that it answers. The real container is not public: whoever learns it changes
 * this class only.
 */
final class EnvelopeCodec {

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int IV_BYTES = 12;
  private static final int KEY_BYTES = 16;
  private static final int TAG_BITS = 128;
  private static final List<String> SIGNED =
      List.of("orgCode", "bizSeq", "timestamp", "nonce", "encKey", "data");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String orgCode;
  private final ECPrivateKeyParameters ours;
  private final ECPublicKeyParameters theirs;
  private final SecureRandom random;
  private final InstantSource clock;

  EnvelopeCodec(
      String orgCode,
      ECPrivateKeyParameters ours,
      ECPublicKeyParameters theirs,
      SecureRandom random,
      InstantSource clock) {
    this.orgCode = orgCode;
    this.ours = ours;
    this.theirs = theirs;
    this.random = random;
    this.clock = clock;
  }

  /** A message to send; its answer must name the nonce. */
  record Sent(String nonce, byte[] json) {}

  /** A message that may be believed. */
  record Opened(Instant time, JsonNode data) {

    /** A text of the data, or the empty string. */
    String text(String name) {
      return data.path(name).asString("");
    }
  }

  /** The message must not be believed. The message says why, without content. */
  static final class Unbelievable extends Exception {
    private static final long serialVersionUID = 1L;

    Unbelievable(String message) {
      super(message);
    }
  }

  Sent seal(String bizSeq, Map<String, String> data) {
    byte[] key = bytes(KEY_BYTES);
    String nonce = HexFormat.of().formatHex(bytes(16));
    Map<String, String> parts = new TreeMap<>();
    parts.put("orgCode", orgCode);
    parts.put("bizSeq", bizSeq);
    parts.put("timestamp", Long.toString(clock.millis()));
    parts.put("nonce", nonce);
    parts.put("encKey", base64(wrap(key)));
    parts.put("data", base64(encrypt(key, JSON.writeValueAsBytes(data))));
    parts.put("sign", base64(sign(signedText(parts))));
    return new Sent(nonce, JSON.writeValueAsBytes(parts));
  }

  /** Verifies, then decrypts, then parses: nothing is read that was not signed. */
  Opened open(byte[] message, String bizSeq, String replyTo) throws Unbelievable {
    Map<String, String> parts = parts(message);
    require(verifies(parts), "signature does not hold");
    require(part(parts, "orgCode").equals(orgCode), "for another organisation");
    require(part(parts, "bizSeq").equals(bizSeq), "about another business number");
    Instant time = time(part(parts, "timestamp"));
    byte[] plain = decrypt(unwrap(decode(part(parts, "encKey"))), decode(part(parts, "data")));
    Opened opened = new Opened(time, object(plain));
    require(opened.text("replyTo").equals(replyTo), "answers another message");
    require(opened.text("bizSeq").equals(bizSeq), "data about another business number");
    return opened;
  }

  private static Map<String, String> parts(byte[] message) throws Unbelievable {
    JsonNode json = object(message);
    require(json.size() == SIGNED.size() + 1, "not the seven parts of an envelope");
    Map<String, String> parts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> part : json.properties()) {
      require(part.getValue().isString(), "a part that is no text");
      parts.put(part.getKey(), part.getValue().stringValue());
    }
    require(parts.keySet().containsAll(SIGNED), "a part is missing");
    return parts;
  }

  private static JsonNode object(byte[] json) throws Unbelievable {
    try {
      JsonNode node = JSON.readTree(json);
      require(node.isObject(), "no JSON object");
      return node;
    } catch (JacksonException malformed) {
      throw new Unbelievable("no well-formed JSON");
    }
  }

  private Instant time(String timestamp) throws Unbelievable {
    require(timestamp.matches("\\d{13}"), "no timestamp");
    Instant time = Instant.ofEpochMilli(Long.parseLong(timestamp));
    Duration off = Duration.between(time, clock.instant()).abs();
    require(off.compareTo(SKEW) <= 0, "timestamp too far from our clock");
    return time;
  }

  private static byte[] signedText(Map<String, String> parts) {
    List<String> texts = SIGNED.stream().map(name -> part(parts, name)).toList();
    return String.join("|", texts).getBytes(StandardCharsets.UTF_8);
  }

  private static String part(Map<String, String> parts, String name) {
    return parts.getOrDefault(name, "");
  }

  byte[] sign(byte[] text) {
    // Signer objects are not safe for concurrent use; the default identity 1234567812345678 is
    // part of what is hashed (GM/T 0009).
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
    signer.init(true, new ParametersWithRandom(ours, random));
    signer.update(text, 0, text.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException cannotHappenWithAGoodKey) {
      throw new IllegalStateException(cannotHappenWithAGoodKey);
    }
  }

  private boolean verifies(Map<String, String> parts) throws Unbelievable {
    return verifies(signedText(parts), decode(part(parts, "sign")));
  }

  boolean verifies(byte[] text, byte[] signature) {
    SM2Signer verifier = new SM2Signer(PlainDSAEncoding.INSTANCE);
    verifier.init(false, theirs);
    verifier.update(text, 0, text.length);
    return signature.length == 64 && verifier.verifySignature(signature);
  }

  private byte[] wrap(byte[] key) {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    engine.init(true, new ParametersWithRandom(theirs, random));
    try {
      return engine.processBlock(key, 0, key.length);
    } catch (InvalidCipherTextException cannotHappenWhenEncrypting) {
      throw new IllegalStateException(cannotHappenWhenEncrypting);
    }
  }

  byte[] unwrap(byte[] wrapped) throws Unbelievable {
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    engine.init(false, ours);
    try {
      return engine.processBlock(wrapped, 0, wrapped.length);
    } catch (InvalidCipherTextException | RuntimeException notForUs) {
      // Bouncy Castle answers a point off the curve or a short text with unchecked exceptions.
      throw new Unbelievable("key does not unwrap");
    }
  }

  private byte[] encrypt(byte[] key, byte[] plain) {
    byte[] iv = bytes(IV_BYTES);
    try {
      byte[] sealed = gcm(true, key, iv, plain, 0);
      byte[] data = Arrays.copyOf(iv, IV_BYTES + sealed.length);
      System.arraycopy(sealed, 0, data, IV_BYTES, sealed.length);
      return data;
    } catch (InvalidCipherTextException cannotHappenWhenEncrypting) {
      throw new IllegalStateException(cannotHappenWhenEncrypting);
    }
  }

  private static byte[] decrypt(byte[] key, byte[] data) throws Unbelievable {
    require(key.length == KEY_BYTES, "key of another length");
    require(data.length > IV_BYTES + TAG_BITS / 8, "data too short");
    try {
      return gcm(false, key, Arrays.copyOf(data, IV_BYTES), data, IV_BYTES);
    } catch (InvalidCipherTextException changed) {
      throw new Unbelievable("data do not decrypt");
    }
  }

  static byte[] gcm(boolean seal, byte[] key, byte[] iv, byte[] text, int offset)
      throws InvalidCipherTextException {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(seal, new AEADParameters(new KeyParameter(key), TAG_BITS, iv));
    int length = text.length - offset;
    byte[] out = new byte[cipher.getOutputSize(length)];
    int written = cipher.processBytes(text, offset, length, out, 0);
    written += cipher.doFinal(out, written);
    return Arrays.copyOf(out, written);
  }

  private byte[] bytes(int count) {
    byte[] fresh = new byte[count];
    random.nextBytes(fresh);
    return fresh;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] decode(String base64) throws Unbelievable {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException malformed) {
      throw new Unbelievable("a part is not base64");
    }
  }

  private static void require(boolean holds, String otherwise) throws Unbelievable {
    if (!holds) {
      throw new Unbelievable(otherwise);
    }
  }
}
