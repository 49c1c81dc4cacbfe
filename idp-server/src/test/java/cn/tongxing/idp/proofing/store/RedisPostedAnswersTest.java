package cn.tongxing.idp.proofing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.proofing.PostedAnswers;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What waits for the browser, as another version of the server may have left it. */
@IdentitySlice
class RedisPostedAnswersTest {

  private static final Map<String, List<String>> ANSWER = Map.of("code", List.of("a", "b"));

  @Autowired private Sealing sealing;

  @Value("${idp.redis.uri}")
  private String uri;

  private final SignInId signIn = new SignInId(UUID.randomUUID());
  private RedisClusterCommands<String, byte[]> redis;
  private RedisPostedAnswers answers;

  @BeforeEach
  void node() {
    redis = TestServices.redis(uri);
    answers = new RedisPostedAnswers(redis, sealing, new SecureRandom());
  }

  private void left(String word, byte[] stored) {
    var place = new SealedPlace("redis:posted", word, signIn.toString());
    redis.hset("posted:{" + signIn + "}", word, sealing.seal(stored, place));
  }

  private static byte[] of(int version, String json) {
    return new StoredForm("an answer", version).of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasKeptIsTakenOnce() {
    String word = answers.keep(signIn, ANSWER).orElseThrow();
    assertThat(answers.take(signIn, word)).contains(ANSWER);
    assertThat(answers.take(signIn, word)).isEmpty();
  }

  @Test
  void ofManyWhoAskAtOnceOneGetsIt() throws Exception {
    String word = answers.keep(signIn, ANSWER).orElseThrow();
    List<Callable<Boolean>> asking =
        Collections.nCopies(20, () -> answers.take(signIn, word).isPresent());
    int got = 0;
    try (var pool = Executors.newFixedThreadPool(asking.size())) {
      for (Future<Boolean> each : Within.all(pool, asking)) {
        got += Within.done(each) ? 1 : 0;
      }
    }
    assertThat(got).isEqualTo(1);
  }

  @Test
  void whatALaterVersionKeptStaysForANodeThatReadsIt() {
    String word = answers.keep(signIn, ANSWER).orElseThrow();
    byte[] ours = redis.hget("posted:{" + signIn + "}", word);
    left(word, of(2, "[1]"));
    for (int other = 0; other < PostedAnswers.MOST; other++) {
      left("other" + other, of(1, "{}")); // none could be kept again
    }
    byte[] theirs = redis.hget("posted:{" + signIn + "}", word);
    redis.pexpire("posted:{" + signIn + "}", 5_000);

    for (int node = 0; node < 2; node++) {
      assertThatExceptionOfType(OfLaterVersion.class).isThrownBy(() -> answers.take(signIn, word));
    }

    assertThat(redis.hget("posted:{" + signIn + "}", word)).isEqualTo(theirs);
    assertThat(redis.pttl("posted:{" + signIn + "}")).as("no longer").isBetween(1L, 5_000L);
    redis.hset("posted:{" + signIn + "}", word, ours);
    assertThat(answers.take(signIn, word)).contains(ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[1]", "{\"code\":{}}"})
  void whatNoNodeReadsIsNotThere(String damaged) {
    String word = answers.keep(signIn, ANSWER).orElseThrow();
    left(word, of(1, damaged));
    assertThat(answers.take(signIn, word)).isEmpty();

    left(
        word,
        "{\"code\":[\"a\"]}".getBytes(StandardCharsets.UTF_8)); // of before there was a version
    assertThat(answers.take(signIn, word)).isEmpty();
  }
}
