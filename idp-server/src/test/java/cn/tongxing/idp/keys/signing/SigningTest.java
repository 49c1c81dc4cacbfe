package cn.tongxing.idp.keys.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.keys.JsonWebKeys;
import cn.tongxing.idp.keys.KeyRotation;
import cn.tongxing.idp.keys.RotationOutcome;
import cn.tongxing.idp.keys.RotationOutcome.Rotated;
import cn.tongxing.idp.keys.RotationOutcome.TooEarly;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Clause("T7")
class SigningTest {

  private static final Map<String, Object> CLAIMS = Map.of("sub", "s", "exp", 4_000_000_000L);

  @TempDir Path folder;
  private final TestDatabase database = TestServices.newDatabase();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T08:00:00Z"));
  private ServerNode node;

  @BeforeEach
  void start() {
    node = node();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aRelyingPartysLibraryVerifiesOurTokensWithThePublishedKeys() throws Exception {
    for (SigningAlgorithm algorithm : List.of(SigningAlgorithm.ES256, SigningAlgorithm.RS256)) {
      SignedJWT token = SignedJWT.parse(sign(algorithm));
      JWK key = published().getKeyByKeyId(token.getHeader().getKeyID());

      assertThat(token.getHeader().toJSONObject())
          .containsOnlyKeys("alg", "kid", "typ")
          .containsEntry("alg", algorithm.jose())
          .containsEntry("typ", "JWT");
      assertThat(
              algorithm == SigningAlgorithm.ES256
                  ? token.verify(new ECDSAVerifier(key.toECKey()))
                  : token.verify(new RSASSAVerifier(key.toRSAKey())))
          .isTrue();
      assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("s");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNativeProviderAndTheJdkVerifyEachOther(SigningAlgorithm algorithm) {
    SignatureScheme best = SignatureSchemes.best().of(algorithm);
    SignatureScheme jdk = SignatureSchemes.jdk().of(algorithm);
    SignatureScheme.Pair pair = jdk.generate(new SecureRandom());
    byte[] input = "input".getBytes(UTF_8);
    for (SignatureScheme signing : List.of(best, jdk)) {
      byte[] signature = signing.signer(pair.privateKey()).sign(input);
      for (SignatureScheme verifying : List.of(best, jdk)) {
        SignatureScheme.Verifier key = verifying.verifier(pair.publicKey());
        assertThat(key.verify(input, signature)).isTrue();
        assertThat(key.verify("other".getBytes(UTF_8), signature)).isFalse();
        assertThat(key.verify(input, new byte[signature.length])).isFalse();
        assertThat(key.verify(input, new byte[3])).isFalse();
      }
    }
  }

  @Test
  void theNativeProviderLoadsOnThisPlatform() {
    String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    assertThat(SignatureSchemes.best().isNative()).isEqualTo(platform.equals("Linux amd64"));
  }

  /** Spring Boot leaves optional dependencies out of the jar: the tests would not notice. */
  @Test
  void theNativeProviderIsPartOfTheBuiltServer() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("AmazonCorrettoCryptoProvider")
        .doesNotContain("<optional>");
  }

  @Test
  void keysSurviveARestart() {
    String token = sign(SigningAlgorithm.ES256);
    byte[] document = node.get(JsonWebKeys.class).document();
    try (ServerNode second = node()) {
      assertThat(second.get(TokenVerifier.class).verify(token, "JWT")).contains(CLAIMS);
      assertThat(second.get(JsonWebKeys.class).document()).isEqualTo(document);
    }
  }

  private void keptByALaterVersion(String algorithm, String state) {
    for (String check : List.of("algorithm", "state")) {
      node.jdbc()
          .sql(
              "ALTER TABLE signing_key DROP CONSTRAINT IF EXISTS signing_key_%s_check"
                  .formatted(check))
          .update();
    }
    node.jdbc()
        .sql(
            """
            UPDATE signing_key SET algorithm = :algorithm, state = :state, retiring_until = now()
             WHERE algorithm = 'RS256' AND state = 'active'
            """)
        .param("algorithm", algorithm)
        .param("state", state)
        .update();
    node.jdbc().sql("UPDATE signing_key_version SET version = version + 1").update();
  }

  /** What it signed is good on other nodes; and nothing keeps this one from its own keys. */
  @ParameterizedTest
  @CsvSource({"ML_DSA_87, active", "RS256, of_tomorrow"})
  @Clause("C1")
  void aKeyOfALaterVersionIsNoFailureAndKeepsNobodyFromTheOthers(String algorithm, String state)
      throws Exception {
    String theirs = sign(SigningAlgorithm.RS256);
    String ours = sign(SigningAlgorithm.ES256);
    keptByALaterVersion(algorithm, state);

    assertThat(node.get(KeyRotation.class).withdraw(kid(theirs)))
        .as("whoever withdraws a key that leaked is not told that there is none")
        .isEqualTo(new RotationOutcome.MadeByLaterVersion());
    assertThat(node.get(KeyRotation.class).rotateNow(Set.of(SigningAlgorithm.ES256)))
        .isInstanceOf(Rotated.class);

    TokenVerifier verifier = node.get(TokenVerifier.class);
    assertThat(verifier.verify(ours, "JWT")).contains(CLAIMS);
    assertThat(verifier.verify(sign(SigningAlgorithm.ES256), "JWT")).contains(CLAIMS);
    assertThatThrownBy(() -> verifier.verify(theirs, "JWT")).isInstanceOf(OfLaterVersion.class);
    try (ServerNode second = node()) {
      assertThat(second.get(TokenVerifier.class).verify(ours, "JWT")).contains(CLAIMS);
    }
  }

  @Test
  void theKeySetsBytesAreBuiltOnce() {
    JsonWebKeys keys = node.get(JsonWebKeys.class);
    assertThat(keys.document()).isSameAs(keys.document());
  }

  @Test
  void privatePartsAreSealedInTheDatabaseAndErasedWhenAKeyIsGone() {
    rotate();
    clock.advance(Duration.ofDays(3));
    node.get(RotateKeys.class).expire();

    assertThat(
            node.jdbc()
                .sql(
                    "SELECT count(*) FROM signing_key WHERE state = 'gone' AND private_key IS NULL")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    // PKCS #8 begins with a SEQUENCE; the sealed form with its version
    assertThat(
            node.jdbc()
                .sql("SELECT private_key FROM signing_key WHERE private_key IS NOT NULL")
                .query(byte[].class)
                .list())
        .isNotEmpty()
        .allSatisfy(sealed -> assertThat(sealed[0]).isEqualTo((byte) 1));
  }

  @Test
  void rotationSignsWithAKeyThatWasPublishedBeforeAndOldTokensStayGood() throws Exception {
    String before = sign(SigningAlgorithm.RS256);
    JWKSet cached = published();

    assertThat(rotate()).isInstanceOf(Rotated.class);

    String after = sign(SigningAlgorithm.RS256);
    assertThat(kid(after)).isNotEqualTo(kid(before));
    assertThat(cached.getKeyByKeyId(kid(after))).as("known to who cached the old set").isNotNull();
    assertThat(published().getKeyByKeyId(kid(before))).isNotNull();
    assertThat(published().getKeys()).hasSize(6);
    assertThat(verify(before)).isTrue();
    assertThat(verify(after)).isTrue();
    assertThat(events("key.rotated")).isEqualTo(2);
  }

  @Test
  void aRetiredKeyVerifiesNoMoreWhenTheOverlapIsOver() throws Exception {
    String before = sign(SigningAlgorithm.ES256);
    rotate();

    clock.advance(Duration.ofDays(2).minusSeconds(1));
    node.get(RotateKeys.class).expire();
    assertThat(verify(before)).isTrue();

    clock.advance(Duration.ofSeconds(1));
    node.get(RotateKeys.class).expire();
    assertThat(verify(before)).isFalse();
    assertThat(published().getKeyByKeyId(kid(before))).isNull();
  }

  @Test
  void aSecondRotationWaitsUntilRelyingPartiesCanKnowTheNextKey() {
    assertThat(node.get(KeyRotation.class).rotate(Set.of()))
        .isEqualTo(new TooEarly(clock.instant().plus(Duration.ofHours(1))));
    rotate();
    assertThat(node.get(KeyRotation.class).rotate(Set.of())).isInstanceOf(TooEarly.class);
    assertThat(node.get(KeyRotation.class).rotateNow(Set.of())).isInstanceOf(Rotated.class);
  }

  @Test
  void otherNodesFollowWithinFiveSeconds() throws Exception {
    try (ServerNode other = node()) {
      rotate();
      String token = sign(SigningAlgorithm.ES256);
      assertThat(other.get(TokenVerifier.class).verify(token, "JWT"))
          .as("the next key is known to all nodes before it signs")
          .isPresent();
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(other.get(JsonWebKeys.class).document())
                  .isEqualTo(node.get(JsonWebKeys.class).document()));
    }
  }

  @Test
  void aLeakedKeyIsWithdrawnAtOnceAndReplaced() throws Exception {
    String before = sign(SigningAlgorithm.ES256);
    assertThat(verify(before)).as("and remembered").isTrue();

    RotationOutcome outcome = node.get(KeyRotation.class).withdraw(kid(before));

    assertThat(outcome).isInstanceOf(Rotated.class);
    assertThat(verify(before)).isFalse();
    assertThat(kid(sign(SigningAlgorithm.ES256))).isNotEqualTo(kid(before));
    assertThat(published().getKeyByKeyId(kid(before))).isNull();
    assertThat(published().getKeys()).hasSize(4);
    assertThat(events("key.withdrawn")).isEqualTo(1);
    assertThat(node.get(KeyRotation.class).withdraw(kid(before)))
        .isEqualTo(new RotationOutcome.UnknownKey());
    assertThat(node.get(KeyRotation.class).withdraw("' OR 1=1"))
        .isEqualTo(new RotationOutcome.UnknownKey());
  }

  @Test
  void aCheckpointOutlivesItsKey() {
    var seal = node.get(cn.tongxing.idp.audit.ChainSeal.class);
    String checkpoint = seal.sign("{\"position\":1}");
    rotate();
    clock.advance(Duration.ofDays(3));
    node.get(RotateKeys.class).expire();

    assertThat(seal.verify(checkpoint)).isEqualTo("{\"position\":1}");
    assertThat(seal.verify(sign(SigningAlgorithm.ES256))).as("a token is no checkpoint").isNull();
    assertThat(node.get(TokenVerifier.class).verify(checkpoint, "audit-checkpoint+jwt")).isEmpty();
  }

  @Test
  void anExchangedPublicKeyRefusesTheStart() {
    node.jdbc()
        .sql(
            """
            UPDATE signing_key k SET public_key = o.public_key FROM signing_key o
            WHERE k.state = 'active' AND o.state = 'next' AND o.algorithm = k.algorithm
            """)
        .update();

    assertThatThrownBy(this::node).hasStackTraceContaining("was exchanged");
  }

  private ServerNode node() {
    return ServerNode.start(database, folder.resolve("key"), clock, Map.of());
  }

  private RotationOutcome rotate() {
    clock.advance(Duration.ofHours(1));
    return node.get(KeyRotation.class).rotate(Set.of());
  }

  private String sign(SigningAlgorithm algorithm) {
    return node.get(TokenSigner.class).sign(algorithm, "JWT", CLAIMS);
  }

  private boolean verify(String token) {
    return node.get(TokenVerifier.class).verify(token, "JWT").isPresent();
  }

  private JWKSet published() throws Exception {
    return JWKSet.parse(new String(node.get(JsonWebKeys.class).document(), UTF_8));
  }

  private static String kid(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private long events(String type) {
    return node.jdbc()
        .sql("SELECT count(*) FROM audit_event WHERE type = ?")
        .param(type)
        .query(Long.class)
        .single();
  }
}
