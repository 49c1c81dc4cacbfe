package cn.tongxing.idp.keys.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.keys.OfferedAlgorithms;
import cn.tongxing.idp.keys.RotationOutcome;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An installation that offers every algorithm there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlgorithmsTest {

  private static final Map<String, Object> CLAIMS = Map.of("sub", "s");

  private final TestDatabase database = TestServices.newDatabase();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T08:00:00Z"));
  private Path folder;
  private ServerNode node;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    node = node("ES256,RS256,PS256,EdDSA,ML-DSA-65,SGD_SM3_SM2");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSignedIsVerifiedByItsOwnAlgorithmOnly(SigningAlgorithm algorithm) throws Exception {
    String token = sign(algorithm);

    assertThat(header(token)).contains("\"alg\":\"" + algorithm.jose() + "\"");
    assertThat(verify(token)).isTrue();
    String[] parts = token.split("\\.");
    for (SigningAlgorithm other : SigningAlgorithm.values()) {
      String renamed =
          header(token).replace("\"" + algorithm.jose() + "\"", "\"" + other.jose() + "\"");
      assertThat(verify(encode(renamed) + "." + parts[1] + "." + parts[2]))
          .as(other.jose())
          .isEqualTo(other == algorithm);
    }
  }

  @Test
  @Clause("RFC 7518 3.5")
  void aRelyingPartysLibraryVerifiesPs256() throws Exception {
    SignedJWT token = SignedJWT.parse(sign(SigningAlgorithm.PS256));
    var key = common().getKeyByKeyId(token.getHeader().getKeyID());

    assertThat(token.verify(new RSASSAVerifier(key.toRSAKey()))).isTrue();
  }

  @Test
  @Clause("GB/T 32918.2")
  void theStandardsSm2SignatureIsGood() {
    var verifier = new Sm2Scheme().verifier(Sm2Sample.PUBLIC_KEY);

    assertThat(verifier.verify("message digest".getBytes(US_ASCII), Sm2Sample.SIGNATURE)).isTrue();
    assertThat(verifier.verify("message digesT".getBytes(US_ASCII), Sm2Sample.SIGNATURE)).isFalse();
    assertThat(verifier.verify("message digest".getBytes(US_ASCII), new byte[64])).isFalse();
    assertThat(verifier.verify("message digest".getBytes(US_ASCII), Sm2Sample.SIGNATURE))
        .as("what was no signature leaves nothing behind")
        .isTrue();
  }

  @Test
  void manyAtOnceSignWithOneSm2Key() throws Exception {
    var tasks = new ArrayList<Callable<String>>();
    for (int at = 0; at < 200; at++) {
      tasks.add(() -> sign(SigningAlgorithm.SGD_SM3_SM2));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var signed : threads.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
        assertThat(verify(signed.resultNow())).isTrue();
      }
    }
  }

  /** Some libraries give up a whole key set for one curve that they do not know. */
  @Test
  @Clause("RFC 7517 5")
  void whoeverReadsTheUsualKeySetMeetsUsualKeysOnly() throws Exception {
    assertThat(common().getKeys())
        .extracting(key -> key.getAlgorithm().getName())
        .containsOnly("ES256", "RS256", "PS256", "EdDSA");
    assertThat(new String(node.get(JsonWebKeys.class).wholeDocument(), UTF_8))
        .contains("\"crv\":\"SM2-P-256\"", "\"kty\":\"AKP\",\"pub\":\"", "\"alg\":\"ES256\"");
  }

  @ParameterizedTest
  @CsvSource({
    "ES256, sda5G2fCr6XjIpiNlGJjjQ", // SHA-256
    "EDDSA, dTR5nNqNrsxqjWP_lCTH2ESWpeTv9f1yZraJ_wsSjjE", // SHA-512
    "SGD_SM3_SM2, o9fCPg0OEBcIipevw7UOdg" // SM3
  })
  @Clause("OIDC 3.1.3.6")
  void theHashOfTheAccessTokenIsHalfOfTheAlgorithmsOwn(
      SigningAlgorithm algorithm, String expected) {
    assertThat(node.get(TokenSigner.class).halfHash(algorithm, "at")).contains(expected);
    assertThat(node.get(TokenSigner.class).halfHash(SigningAlgorithm.ML_DSA_65, "at")).isEmpty();
  }

  @Test
  void eachAlgorithmIsRotatedByItself() throws Exception {
    Map<SigningAlgorithm, String> before = kids();
    clock.advance(Duration.ofHours(2));

    assertThat(keys().rotate(Set.of(SigningAlgorithm.PS256)))
        .isInstanceOf(RotationOutcome.Rotated.class);

    Map<SigningAlgorithm, String> after = kids();
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      assertThat(after.get(algorithm).equals(before.get(algorithm)))
          .as(algorithm.jose())
          .isEqualTo(algorithm != SigningAlgorithm.PS256);
    }
    assertThat(keys().rotate(Set.of(SigningAlgorithm.PS256, SigningAlgorithm.ES256)))
        .as("one of them is too young, so none is changed")
        .isInstanceOf(RotationOutcome.TooEarly.class);
    assertThat(kids()).isEqualTo(after);
    assertThat(
            node.jdbc()
                .sql("SELECT details FROM audit_event WHERE type = 'key.rotated'")
                .query(String.class)
                .list())
        .hasSize(1)
        .first()
        .asString()
        .contains("PS256");
  }

  @Test
  void whatIsOfferedNoMoreSignsOnForWhoHasIt(@TempDir Path key) throws Exception {
    TestDatabase other = TestServices.newDatabase();
    try (ServerNode first =
        ServerNode.start(other, key.resolve("k"), clock, offering("ES256,PS256"))) {
      assertThat(first.get(OfferedAlgorithms.class).names()).containsExactly("ES256", "PS256");
      assertThat(first.get(KeyRotation.class).rotateNow(Set.of(SigningAlgorithm.EDDSA)))
          .isEqualTo(new RotationOutcome.NoKeys(SigningAlgorithm.EDDSA));
    }
    try (ServerNode second = ServerNode.start(other, key.resolve("k"), clock, offering("ES256"))) {
      assertThat(second.get(OfferedAlgorithms.class).chosen("PS256")).isEmpty();
      String before = second.get(TokenSigner.class).sign(SigningAlgorithm.PS256, "JWT", CLAIMS);
      assertThat(second.get(KeyRotation.class).rotateNow(Set.of()))
          .isInstanceOf(RotationOutcome.Rotated.class);
      String after = second.get(TokenSigner.class).sign(SigningAlgorithm.PS256, "JWT", CLAIMS);
      assertThat(header(after)).isNotEqualTo(header(before));
      assertThat(second.get(TokenVerifier.class).verify(before, "JWT")).isPresent();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RS256,ES256 | does not begin with ES256",
        "ES256,ES256 | names one twice",
        "ES256,HS256 | HS256"
      })
  void settingsThatCannotWorkRefuseTheStart(String algorithms, String message) {
    assertThatThrownBy(() -> node(algorithms)).hasStackTraceContaining(message);
  }

  private ServerNode node(String algorithms) {
    return ServerNode.start(database, folder.resolve("key"), clock, offering(algorithms));
  }

  private static Map<String, Object> offering(String algorithms) {
    return Map.of("idp.keys.signing.algorithms", algorithms);
  }

  private KeyRotation keys() {
    return node.get(KeyRotation.class);
  }

  private Map<SigningAlgorithm, String> kids() {
    var kids = new EnumMap<SigningAlgorithm, String>(SigningAlgorithm.class);
    Arrays.stream(SigningAlgorithm.values())
        .forEach(algorithm -> kids.put(algorithm, header(sign(algorithm))));
    return kids;
  }

  private String sign(SigningAlgorithm algorithm) {
    return node.get(TokenSigner.class).sign(algorithm, "JWT", CLAIMS);
  }

  private boolean verify(String token) {
    return node.get(TokenVerifier.class).verify(token, "JWT").isPresent();
  }

  private JWKSet common() throws Exception {
    return JWKSet.parse(new String(node.get(JsonWebKeys.class).document(), UTF_8));
  }

  private static String header(String token) {
    return new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), UTF_8);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
