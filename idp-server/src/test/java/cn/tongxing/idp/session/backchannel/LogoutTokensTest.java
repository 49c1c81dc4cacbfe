package cn.tongxing.idp.session.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Failure;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.ClientFixtures;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is posted to a department, and what of its answer counts. */
@Clause("OpenID Connect Back-Channel Logout 1.0, 2.4")
class LogoutTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00.900Z");
  private static final URI RECEIVER = URI.create("https://app.example/logout");
  private static final LogoutDelivery DELIVERY =
      new LogoutDelivery(
          UUID.randomUUID(),
          new SessionId(UUID.randomUUID()),
          new ClientId("app"),
          RECEIVER,
          "subject",
          1,
          NOW.minusSeconds(60));

  private final List<Map<String, ?>> signed = new ArrayList<>();
  private final List<OutboundRequest> sent = new ArrayList<>();

  private final TokenSigner signer =
      new TokenSigner() {
        @Override
        public String sign(SigningAlgorithm algorithm, String type, Map<String, ?> claims) {
          signed.add(claims);
          return algorithm + " " + type;
        }

        @Override
        public Optional<String> halfHash(SigningAlgorithm algorithm, String value) {
          return Optional.empty();
        }
      };

  private String token() {
    return new LogoutTokens(
            new RegisteredClients(),
            signer,
            new Issuer(URI.create("https://id.example")),
            InstantSource.fixed(NOW),
            new SecureRandom())
        .token(DELIVERY, ClientFixtures.open("app", Optional.of(RECEIVER)));
  }

  @Test
  void itIsGoodForTwoMinutesFromNowAndOfATypeThatNoOtherTokenHas() {
    assertThat(token()).isEqualTo("ES256 logout+jwt");

    Map<String, ?> claims = signed.getFirst();
    assertThat(claims.get("iat")).isEqualTo(NOW.getEpochSecond());
    assertThat(claims.get("exp")).isEqualTo(NOW.getEpochSecond() + 120);
    assertThat(claims.get("sub")).isEqualTo("subject");
    assertThat(claims.containsKey("nonce")).isFalse();
  }

  private LogoutReceivers.Answer posted(OutboundAnswer answer) {
    GuardedHttp http =
        request -> {
          sent.add(request);
          return answer;
        };
    return new LogoutReceivers(http).post(RECEIVER, "a.b.c");
  }

  @Test
  void itIsPostedAsAFormAndWaitedForThreeSecondsAtMost() {
    posted(new Received(200, Map.of(), new byte[0]));

    OutboundRequest request = sent.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo(RECEIVER);
    assertThat(request.headers())
        .isEqualTo(Map.of("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(new String(request.body(), StandardCharsets.US_ASCII))
        .isEqualTo("logout_token=a.b.c");
    assertThat(request.limit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(request.maxBytes()).isEqualTo(OutboundRequest.STATUS_ONLY);
  }

  @ParameterizedTest
  @CsvSource({
    "199, false, http-199",
    "200, true, http-200",
    "204, true, http-204",
    "299, true, http-299",
    "300, false, redirect-refused",
    "302, false, redirect-refused",
    "399, false, redirect-refused",
    "400, false, http-400",
    "503, false, http-503"
  })
  void onlyASuccessCounts(int status, boolean delivered, String code) {
    LogoutReceivers.Answer answer = posted(new Received(status, Map.of(), new byte[0]));

    assertThat(answer.delivered()).isEqualTo(delivered);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void whatNeverAnsweredIsNotDeliveredAndSaysWhy() {
    LogoutReceivers.Answer answer = posted(new Failed(Failure.TLS, "not trusted"));

    assertThat(answer.delivered()).isFalse();
    assertThat(answer.code()).isEqualTo("tls");
    assertThat(answer.explanation()).isEqualTo("not trusted");
  }
}
