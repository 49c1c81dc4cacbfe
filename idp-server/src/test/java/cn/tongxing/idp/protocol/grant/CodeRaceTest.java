package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.FakePeople;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.Redemption.Refused;
import cn.tongxing.idp.protocol.grant.Redemption.Replayed;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.OwnRedis;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeRaceTest {

  private static final Client CLIENT = Fixtures.client("hospital");
  private static final Optional<String> VERIFIER = Optional.of(Fixtures.VERIFIER);
  private static final Set<String> SCOPES = Set.of("openid", "profile");
  private static final int ROUNDS = 200;
  private static final int CALLERS = 50;

  @TempDir static Path folder;
  private static ProtocolNode node;

  @BeforeAll
  static void start() {
    node = ProtocolNode.start(folder);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  @Clause({"C1", "RFC 6749 4.1.2"})
  void ofFiftyThatRedeemACodeAtOnceOneWinsAndItsTokensAreRevoked() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var code = code(node);
      var redemptions = atOnce(CALLERS, () -> redeem(node, CLIENT, code.reveal()));

      assertThat(redemptions).filteredOn(Redeemed.class::isInstance).hasSize(1);
      assertThat(grant(code).revokedAt()).as("round %s", round).isPresent();
    }
    assertThat(count("select count(*) from authorization_grant")).isGreaterThanOrEqualTo(ROUNDS);
    assertThat(node.audited().stream().filter("code.redeemed"::equals).count())
        .isGreaterThanOrEqualTo(ROUNDS);
  }

  @Test
  @Clause("C1")
  void redeemingACodeTwiceRevokesTheGrantOfTheFirstRedemption() {
    var code = code(node);

    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Redeemed.class);
    assertThat(grant(code).revokedAt()).isEmpty();
    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
    assertThat(grant(code).revokedAt()).isPresent();
    assertThat(node.audited()).contains("code.redeemed", "code.replayed");
  }

  @Test
  @Clause({"C1", "oidcc-codereuse-30seconds"})
  void redeemingACodeAgainLaterStillRevokesTheGrant() {
    var code = code(node);

    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Redeemed.class);
    node.clock().advance(Duration.ofSeconds(31));
    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
    assertThat(grant(code).revokedAt()).isPresent();
  }

  @Test
  @Clause({"C1", "F12"})
  void aCodeThatRedisLostIsRefusedAndBecomesNoGrant(@TempDir Path own) {
    var redis = TestServices.freshRedis();
    try (var lossy = ProtocolNode.start(own, redis)) {
      var code = code(lossy);
      redis.flushdb();

      assertThat(redeem(lossy, CLIENT, code.reveal())).isEqualTo(new Refused(Refused.Reason.GONE));
      assertThat(
              lossy
                  .jdbc()
                  .sql("select count(*) from authorization_grant")
                  .query(Long.class)
                  .single())
          .isZero();
      assertThat(lossy.audited()).contains("code.refused");
    }
  }

  @Test
  @Clause("F12")
  void whileRedisDoesNotAnswerNothingIsSaidOfACodeAndItIsGoodAfterwards(@TempDir Path own) {
    try (var redis = OwnRedis.start();
        var client = RedisClient.create(redis.uri())) {
      client.setOptions(
          ClientOptions.builder()
              .timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(300)))
              .build());
      var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
      try (var waiting = ProtocolNode.start(own, connection.sync())) {
        var code = code(waiting);
        redis.commands().clientPause(1_500);

        assertThatThrownBy(() -> redeem(waiting, CLIENT, code.reveal()))
            .isInstanceOf(RedisCommandTimeoutException.class);
        assertThat(
                waiting
                    .jdbc()
                    .sql("select count(*) from authorization_grant")
                    .query(Long.class)
                    .single())
            .isZero();
        assertThat(waiting.audited()).doesNotContain("code.refused");

        Awaitility.await()
            .ignoreExceptionsInstanceOf(RedisCommandTimeoutException.class)
            .until(() -> redeem(waiting, CLIENT, code.reveal()) instanceof Redeemed);
      }
    }
  }

  @Test
  @Clause({"C1", "F11"})
  void aCodeThatRedisGivesOutTwiceIsSpentOnce(@TempDir Path own) {
    var redis = TestServices.freshRedis();
    try (var stale = ProtocolNode.start(own, redis)) {
      var code = code(stale);
      byte[] remembered = redis.get("code:{" + code.grant() + "}");
      assertThat(redeem(stale, CLIENT, code.reveal())).isInstanceOf(Redeemed.class);

      // a replica that had not heard of the redemption takes over
      redis.setex("code:{" + code.grant() + "}", 60, remembered);

      assertThat(redeem(stale, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
      assertThat(
              stale
                  .jdbc()
                  .sql("select count(*) from authorization_grant where revoked_at is not null")
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    }
  }

  @Test
  @Clause({"C2", "RFC 6749 4.1.3"})
  void aCodeOfAnotherClientIsRefusedAndBurnt() {
    var code = code(node);

    assertThat(redeem(node, Fixtures.client("thief"), code.reveal()))
        .isEqualTo(new Refused(Refused.Reason.OTHER_CLIENT));
    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
    assertThat(grant(code).revokedAt()).isPresent();
    assertThat(node.audited()).contains("code.refused");
  }

  @Test
  @Clause({"C1", "C2"})
  void ofTheOwnerAndAThiefAtOnceNobodyKeepsAGrant() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var code = code(node);
      var clients =
          new java.util.concurrent.ConcurrentLinkedQueue<>(
              List.of(CLIENT, Fixtures.client("thief")));
      atOnce(2, () -> redeem(node, clients.remove(), code.reveal()));

      assertThat(grant(code).revokedAt()).as("round %s", round).isPresent();
    }
  }

  @Test
  @Clause({"C1", "C2", "F11"})
  void aBurntCodeStaysBurntWhateverRedisRemembers(@TempDir Path own) {
    var redis = TestServices.freshRedis();
    try (var stale = ProtocolNode.start(own, redis)) {
      var code = code(stale);
      byte[] remembered = redis.get("code:{" + code.grant() + "}");
      assertThat(redeem(stale, Fixtures.client("thief"), code.reveal()))
          .isInstanceOf(Refused.class);

      redis.setex("code:{" + code.grant() + "}", 60, remembered);

      assertThat(redeem(stale, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
      assertThat(stale.get(FindGrant.class).ofAccessToken(CLIENT, code.grant(), "any")).isEmpty();
    }
  }

  @Test
  @Clause({"C1", "C3"})
  void aCodeThatComesAgainTooLateStillRevokesTheGrant() {
    var code = code(node);

    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Redeemed.class);
    node.clock().advance(Duration.ofSeconds(61));
    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
    assertThat(grant(code).revokedAt()).isPresent();
  }

  @Test
  @Clause("C2")
  void aCodeWithAnotherRedirectUriIsRefusedAndBurnt() {
    var code = code(node);

    assertThat(
            node.get(RedeemCode.class)
                .redeem(
                    CLIENT,
                    code.reveal(),
                    "https://hospital.example/other",
                    VERIFIER,
                    RequestOrigin.SERVER))
        .isEqualTo(new Refused(Refused.Reason.OTHER_REDIRECT_URI));
    assertThat(redeem(node, CLIENT, code.reveal())).isInstanceOf(Replayed.class);
    assertThat(grant(code).revokedAt()).isPresent();
  }

  @Test
  @Clause({"C4", "RFC 7636 4.6"})
  void aCodeWithAWrongOrMissingVerifierIsRefused() {
    for (var verifier : List.of(Optional.of("x".repeat(43)), Optional.<String>empty())) {
      var code = code(node);
      assertThat(
              node.get(RedeemCode.class)
                  .redeem(
                      CLIENT, code.reveal(), Fixtures.REDIRECT_URI, verifier, RequestOrigin.SERVER))
          .isEqualTo(new Refused(Refused.Reason.WRONG_VERIFIER));
    }
  }

  @Test
  @Clause("C3")
  void aCodeIsTooOldAfterSixtySeconds() {
    var code = code(node);
    node.clock().advance(Duration.ofSeconds(60));

    assertThat(redeem(node, CLIENT, code.reveal())).isEqualTo(new Refused(Refused.Reason.EXPIRED));
  }

  @Test
  @Clause({"T8", "C2"})
  void whatIsNotLetterByLetterACodeIsNoCode() {
    String code = code(node).reveal();
    var refresh = node.get(GrantTokens.class).mint(GrantToken.Kind.REFRESH, code(node).grant());

    for (String other :
        List.of(
            code + "A",
            code.substring(0, code.length() - 1),
            code.substring(0, code.length() - 1) + (code.endsWith("B") ? "C" : "B"),
            code.toUpperCase(java.util.Locale.ROOT),
            code + "=",
            code.replace("tx_c_", "tx_r_"),
            "tx_c_" + refresh.reveal().substring(5),
            refresh.reveal(),
            "")) {
      assertThat(redeem(node, CLIENT, other)).isEqualTo(new Refused(Refused.Reason.MALFORMED));
    }
    assertThat(redeem(node, CLIENT, code)).isInstanceOf(Redeemed.class);
  }

  @Test
  @Clause("C8")
  void aCodeOfASessionThatHasEndedIsRefused() {
    var people = node.get(FakePeople.class);
    var session = people.signIn(people.person()).session();
    var code = code(node, session);
    people.end(
        session.id(), cn.tongxing.idp.session.Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    assertThat(redeem(node, CLIENT, code.reveal()))
        .isEqualTo(new Refused(Refused.Reason.SESSION_ENDED));
    assertThat(node.get(FindGrant.class).ofAccessToken(CLIENT, code.grant(), "any")).isEmpty();
  }

  @Test
  @Clause("C8")
  void aCodeOfAnAgreementWithdrawnMeanwhileIsRefused() {
    var people = node.get(FakePeople.class);
    var session = people.signIn(people.person()).session();
    var code = code(node, session);
    node.get(Consents.class).withdraw(session.person(), CLIENT.id(), RequestOrigin.SERVER);

    assertThat(redeem(node, CLIENT, code.reveal()))
        .isEqualTo(new Refused(Refused.Reason.CONSENT_WITHDRAWN));
    assertThat(node.get(FindGrant.class).ofAccessToken(CLIENT, code.grant(), "any")).isEmpty();
  }

  @Test
  @Clause({"C8", "G7"})
  void aCodeFromBeforeAWithdrawalIsRefusedThoughAllWasAgreedToAnew() {
    var people = node.get(FakePeople.class);
    var session = people.signIn(people.person()).session();
    var before = code(node, session);
    node.get(Consents.class).withdraw(session.person(), CLIENT.id(), RequestOrigin.SERVER);
    var after = code(node, session);
    assertThat(redeem(node, CLIENT, before.reveal()))
        .isEqualTo(new Refused(Refused.Reason.CONSENT_WITHDRAWN));
    assertThat(node.get(FindGrant.class).ofAccessToken(CLIENT, before.grant(), "any")).isEmpty();
    assertThat(redeem(node, CLIENT, after.reveal())).isInstanceOf(Redeemed.class);
  }

  /** Whichever comes first: nothing lives afterwards. */
  @Test
  @Clause("C8")
  void aWithdrawalAtTheSameMomentLeavesNoGrant() throws Exception {
    var people = node.get(FakePeople.class);
    for (int round = 0; round < 50; round++) {
      var session = people.signIn(people.person()).session();
      var code = code(node, session);
      var turn = new AtomicInteger();
      atOnce(
          2,
          () -> {
            if (turn.getAndIncrement() == 0) {
              return redeem(node, CLIENT, code.reveal());
            }
            node.get(Consents.class).withdraw(session.person(), CLIENT.id(), RequestOrigin.SERVER);
            return "withdrawn";
          });
      assertThat(node.get(FindGrant.class).ofAccessToken(CLIENT, code.grant(), "any")).isEmpty();
    }
  }

  @Test
  @Clause({"C2", "F22"})
  void whoCanWriteToRedisCannotMakeACodeAnotherPersons(@TempDir Path own) {
    var redis = TestServices.freshRedis();
    try (var open = ProtocolNode.start(own, redis)) {
      var attackers = code(open);
      var victims = code(open);
      redis.set("code:{" + attackers.grant() + "}", redis.get("code:{" + victims.grant() + "}"));

      assertThat(redeem(open, CLIENT, attackers.reveal()))
          .isEqualTo(new Refused(Refused.Reason.GONE));
      assertThat(redeem(open, CLIENT, victims.reveal())).isInstanceOf(Redeemed.class);
    }
  }

  static GrantToken code(ProtocolNode node) {
    var people = node.get(FakePeople.class);
    return code(node, people.signIn(people.person()).session());
  }

  /** The code of a person who agreed. */
  static GrantToken code(ProtocolNode node, SsoSession session) {
    var consents = node.get(Consents.class);
    consents.agree(session.person(), CLIENT.id(), SCOPES, "1", RequestOrigin.SERVER);
    var agreements = consents.agreed(session.person(), CLIENT.id()).to(SCOPES);
    var codes = node.get(MintCode.class);
    GrantToken code = codes.draw();
    codes.mint(code, pending(session, agreements));
    return code;
  }

  private static PendingCode pending(SsoSession session, Set<UUID> agreements) {
    return new PendingCode(
        new Authorization(
            CLIENT.id(),
            session.person(),
            Optional.of(new Authorization.InSession(session.id(), session.lowered())),
            Optional.empty(),
            agreements,
            SCOPES,
            Set.of(),
            Set.of(),
            Acr.parse("urn:tongxing:acr:p3:a2").orElseThrow(),
            session.authentications(),
            session.expiresAt()),
        Fixtures.REDIRECT_URI,
        Optional.of(Fixtures.CHALLENGE),
        Optional.of("n-0S6_WzA2Mj"));
  }

  static Redemption redeem(ProtocolNode node, Client client, String code) {
    return node.get(RedeemCode.class)
        .redeem(client, code, Fixtures.REDIRECT_URI, VERIFIER, RequestOrigin.SERVER);
  }

  /** Runs a task on so many threads, let go at the same moment. */
  static <T> List<T> atOnce(int callers, java.util.concurrent.Callable<T> task)
      throws InterruptedException, ExecutionException {
    var ready = new CountDownLatch(callers);
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<T>>();
      for (int caller = 0; caller < callers; caller++) {
        futures.add(
            threads.submit(() -> {
              ready.countDown();
              Within.opened(go);
              return task.call();
            }));
      }
      Within.opened(ready);
      go.countDown();
      var answers = new ArrayList<T>();
      for (var future : futures) {
        answers.add(Within.done(future));
      }
      return answers;
    }
  }

  private static Grant grant(GrantToken code) {
    return node.get(cn.tongxing.idp.protocol.grant.store.GrantRows.class)
        .find(code.grant())
        .orElseThrow();
  }

  private static long count(String sql) {
    return node.jdbc().sql(sql).query(Long.class).single();
  }
}
