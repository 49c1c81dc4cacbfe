package cn.tongxing.idp.keys.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestServices;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"T1", "RFC 8725"})
class TokenAttacksTest {

  private static final String TYPE = "at+jwt";

  @TempDir static Path folder;
  private static ServerNode node;
  private static TokenVerifier verifier;
  private static String genuine;
  private static String kid;

  @BeforeAll
  static void start() {
    node = ServerNode.start(TestServices.newDatabase(), folder.resolve("key"));
    verifier = node.get(TokenVerifier.class);
    genuine =
        node.get(TokenSigner.class).sign(SigningAlgorithm.ES256, TYPE, Map.of("sub", "s", "n", 1));
    kid = node.get(CurrentKeys.class).get().active(SigningAlgorithm.ES256).kid();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theGenuineTokenIsGood() {
    assertThat(verifier.verify(genuine, TYPE)).contains(Map.of("sub", "s", "n", 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "RS256", "ES384", "es256"})
  void anotherAlgorithmIsRefusedWhateverTheSignature(String algorithm) {
    String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(algorithm, kid);

    refused(encode(header) + "." + part(1) + ".");
    refused(encode(header) + "." + part(1) + "." + part(2));
  }

  @Test
  void anEmptyOrMissingSignatureIsRefused() {
    refused(part(0) + "." + part(1) + ".");
    refused(part(0) + "." + part(1));
    refused(part(0) + ".." + part(2));
    refused("." + part(1) + "." + part(2));
    refused(genuine + ".");
    refused(genuine + "." + part(2));
    refused("");
    refused("..");
  }

  @Test
  @Clause("CVE-2022-21449")
  void aSignatureOfZerosIsRefused() {
    refused(part(0) + "." + part(1) + "." + encode(new byte[64]));
  }

  @Test
  void thePublicKeyIsNoSecretForAnHmac() throws Exception {
    byte[] published = node.get(JsonWebKeys.class).document();
    String input =
        encode("{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(kid))
            + "."
            + part(1);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(published, "HmacSHA256"));

    refused(input + "." + encode(mac.doFinal(input.getBytes(UTF_8))));
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsRefused() throws Exception {
    ECKey mine = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();

    refused(
        signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(kid)
                .jwk(mine.toPublicJWK())
                .build(),
            mine));
    refused(
        signed(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(TYPE))
                .keyID(kid)
                .build(),
            mine));
  }

  static Stream<String> foreignHeaders() {
    return Stream.of(
        "\"jku\":\"https://attacker.example/jwks\"",
        "\"x5u\":\"https://attacker.example/cert\"",
        "\"x5c\":[\"MIIB\"]",
        "\"jwk\":{\"kty\":\"EC\"}",
        "\"crit\":[\"exp\"]",
        "\"crit\":[]",
        "\"b64\":false",
        "\"b64\":false,\"crit\":[\"b64\"]",
        "\"zip\":\"DEF\"",
        "\"p2c\":2147483647",
        "\"cty\":\"JWT\"");
  }

  @ParameterizedTest
  @MethodSource("foreignHeaders")
  void aHeaderThatWeDoNotSetIsRefusedEvenUnderAGoodSignature(String member) {
    refused(
        signedByUs(
            "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"at+jwt\",%s}".formatted(kid, member)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../dev/null",
        "/dev/null",
        "' OR '1'='1",
        "'; DROP TABLE signing_key; --",
        "",
        "\\u0000"
      })
  void aStrangeKeyIdIsOnlyUnknown(String strange) {
    refused(signedByUs("{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted(strange)));
  }

  @Test
  void aKeyIdOfTenKilobytesAndAKeyIdThatIsNoTextAreRefused() {
    refused(
        signedByUs(
            "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}".formatted("k".repeat(10_240))));
    refused(signedByUs("{\"alg\":\"ES256\",\"kid\":{\"a\":1},\"typ\":\"at+jwt\"}"));
    refused(signedByUs("{\"alg\":\"ES256\",\"kid\":null,\"typ\":\"at+jwt\"}"));
  }

  @Test
  void aTokenOverEightKilobytesIsRefusedBeforeItIsParsed() {
    String large =
        node.get(TokenSigner.class)
            .sign(SigningAlgorithm.ES256, TYPE, Map.of("x", "y".repeat(8192)));

    refused(large);
    refused("a".repeat(1_000_000));
    refused(".".repeat(8192));
  }

  @Test
  void aNameThatComesTwiceIsRefusedInHeaderAndClaims() {
    refused(
        signedByUs(
            "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"at+jwt\"}"
                .formatted(kid)));
    refused(sign(header(TYPE), "{\"sub\":\"a\",\"sub\":\"b\"}"));
  }

  @Test
  void claimsThatAreNoObjectAreRefused() {
    for (String claims : new String[] {"[]", "null", "1", "\"x\"", "", "{}{}", "{\"a\":"}) {
      refused(sign(header(TYPE), claims));
    }
    refused(sign(header(TYPE), "{\"a\":".repeat(1000) + "1" + "}".repeat(1000)));
    refused(sign(header(TYPE), "{\"a\":" + "9".repeat(4000) + "}"));
  }

  @Test
  @Clause("RFC 8725 3.11")
  void aTokenOfAnotherTypeIsRefused() {
    assertThat(verifier.verify(genuine, TYPE)).as("and remembered").isPresent();
    assertThat(verifier.verify(genuine, "JWT")).isEmpty();
    assertThat(verifier.verify(genuine, "AT+JWT")).isEmpty();
    assertThat(verifier.verify(sign(header("JWT"), "{}"), "JWT")).isPresent();
    refused(sign("{\"alg\":\"ES256\",\"kid\":\"%s\"}".formatted(kid), "{}"));
  }

  @Test
  void anotherSpellingOfAGoodTokenIsRefused() {
    refused(genuine + "=");
    refused(genuine + "==");
    refused(genuine + " ");
    refused("\n" + genuine);
    refused(genuine.substring(0, genuine.length() - 1) + strayBits(genuine));
    refused(part(0) + "=." + part(1) + "." + part(2));
    refused(genuine.replace('.', '\u2024'));
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    for (int i = 0; i < genuine.length(); i++) {
      char other = genuine.charAt(i) == 'A' ? 'B' : 'A';
      refused(genuine.substring(0, i) + other + genuine.substring(i + 1));
    }
  }

  @Test
  void theKeySetShowsPublicPartsOnlyAndThumbprintsAsNames() throws Exception {
    JWKSet set = JWKSet.parse(new String(node.get(JsonWebKeys.class).document(), UTF_8));

    assertThat(set.getKeys())
        .hasSize(4)
        .allSatisfy(key -> {
          assertThat(key.isPrivate()).isFalse();
          assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
          assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
          assertThat(key.getAlgorithm()).isNotNull();
        });
  }

  private static void refused(String token) {
    assertThat(verifier.verify(token, TYPE)).isEmpty();
  }

  private static String header(String type) {
    return "{\"alg\":\"ES256\",\"kid\":\"%s\",\"typ\":\"%s\"}".formatted(kid, type);
  }

  private static String signedByUs(String header) {
    return sign(header, "{\"sub\":\"s\"}");
  }

  private static String sign(String header, String claims) {
    String input = encode(header) + "." + encode(claims);
    byte[] signature =
        node.get(CurrentKeys.class)
            .get()
            .active(SigningAlgorithm.ES256)
            .sign(input.getBytes(UTF_8));
    return input + "." + encode(signature);
  }

  private static String signed(JWSHeader header, ECKey key) throws Exception {
    JWSObject object = new JWSObject(header, new Payload("{\"sub\":\"s\"}"));
    object.sign(new ECDSASigner(key));
    return object.serialize();
  }

  /** The last character with a bit set that base64url of 64 bytes does not use. */
  private static char strayBits(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return alphabet.charAt(alphabet.indexOf(token.charAt(token.length() - 1)) | 1);
  }

  private static String part(int number) {
    return genuine.split("\\.")[number];
  }

  private static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
