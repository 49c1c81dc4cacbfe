package cn.tongxing.idp.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** An authenticator and its browser: what they do right, and on request wrong. */
public final class FakeAuthenticator {

  private static final int UP = 0x01;
  private static final int UV = 0x04;
  private static final int BE = 0x08;
  private static final int BS = 0x10;
  private static final int AT = 0x40;

  /** An authenticator whose browser shows a page of this host. */
  public static FakeAuthenticator at(String origin, String rpId) throws GeneralSecurityException {
    FakeAuthenticator authenticator = new FakeAuthenticator();
    authenticator.origin = origin;
    authenticator.rpId = rpId;
    authenticator.counter = 0; // as synced passkeys do: they do not count
    return authenticator;
  }

  /** The same, from now on counting so far. */
  public FakeAuthenticator counting(long count) {
    counter = count;
    return this;
  }

  private final JsonMapper json = JsonMapper.builder().build();
  private final CBORMapper cbor = CBORMapper.builder().build();
  private final KeyPair keys;
  private final byte[] credentialId;
  private byte[] userHandle = {};

  String origin = "https://id.example";
  String rpId = "id.example";
  boolean userVerified = true;
  boolean backupEligible;
  boolean backedUp;
  long counter = 1;

  FakeAuthenticator() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    keys = generator.generateKeyPair();
    UUID id = UUID.randomUUID();
    credentialId =
        ByteBuffer.allocate(16)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
  }

  void userHandle(byte[] handle) {
    userHandle = handle;
  }

  byte[] userHandle() {
    return userHandle;
  }

  public String create(String options) throws Exception {
    JsonNode asked = json.readTree(options);
    userHandle = Base64.getUrlDecoder().decode(asked.get("user").get("id").asString());
    byte[] clientData = clientData("webauthn.create", asked.get("challenge").asString());
    ByteArrayOutputStream attested = new ByteArrayOutputStream();
    attested.write(authenticatorData(flags() | AT));
    attested.write(new byte[16]);
    attested.write(ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
    attested.write(credentialId);
    attested.write(coseKey());
    byte[] attestation =
        cbor.writeValueAsBytes(
            Map.of("fmt", "none", "attStmt", Map.of(), "authData", attested.toByteArray()));
    return answer(
        Map.of("clientDataJSON", text(clientData), "attestationObject", text(attestation)));
  }

  public String get(String options) throws Exception {
    JsonNode asked = json.readTree(options);
    byte[] clientData = clientData("webauthn.get", asked.get("challenge").asString());
    byte[] data = authenticatorData(flags());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(sha256(clientData));
    return answer(
        Map.of(
            "clientDataJSON", text(clientData),
            "authenticatorData", text(data),
            "signature", text(signature.sign()),
            "userHandle", text(userHandle)));
  }

  private String answer(Map<String, String> response) {
    return json.writeValueAsString(
        Map.of(
            "id", text(credentialId),
            "rawId", text(credentialId),
            "type", "public-key",
            "response", response,
            "clientExtensionResults", Map.of()));
  }

  private byte[] clientData(String type, String challenge) {
    String data =
        json.writeValueAsString(
            Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false));
    return data.getBytes(StandardCharsets.UTF_8);
  }

  private int flags() {
    return UP | (userVerified ? UV : 0) | (backupEligible ? BE : 0) | (backedUp ? BS : 0);
  }

  private byte[] authenticatorData(int flags) throws GeneralSecurityException {
    return ByteBuffer.allocate(37)
        .put(sha256(rpId.getBytes(StandardCharsets.UTF_8)))
        .put((byte) flags)
        .putInt((int) counter)
        .array();
  }

  /** RFC 9053 7.1.1, written out: five entries, keys 1, 3, -1, -2, -3. */
  private byte[] coseKey() throws Exception {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20});
    out.write(unsigned(key.getW().getAffineX().toByteArray()));
    out.write(new byte[] {0x22, 0x58, 0x20});
    out.write(unsigned(key.getW().getAffineY().toByteArray()));
    return out.toByteArray();
  }

  private static byte[] unsigned(byte[] number) {
    byte[] fixed = new byte[32];
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
