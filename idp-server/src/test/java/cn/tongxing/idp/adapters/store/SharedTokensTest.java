package cn.tongxing.idp.adapters.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.UpstreamToken;
import cn.tongxing.idp.adapters.UpstreamTokens.Name;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** One token of an upstream for the whole cluster. */
@IdentitySlice
class SharedTokensTest {

  @Autowired private Sealing sealing;

  @Value("${idp.redis.uri}")
  private String uri;

  private final Name name = new Name("bank-" + UUID.randomUUID(), "backend");
  private final AtomicInteger fetches = new AtomicInteger();
  private RedisClusterCommands<String, byte[]> redis;
  private SharedTokens one;
  private SharedTokens other;

  @BeforeEach
  void nodes() {
    redis = TestServices.redis(uri);
    one = node();
    other = node();
  }

  private SharedTokens node() {
    return new SharedTokens(redis, sealing, InstantSource.system(), new SecureRandom());
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time);
  }

  private UpstreamToken fresh() {
    return new UpstreamToken(
        Secret.of("token-" + fetches.incrementAndGet()), in(Duration.ofHours(1)));
  }

  private String got(SharedTokens node) throws IOException {
    return node.get(name, this::fresh, in(Duration.ofSeconds(20))).value().reveal();
  }

  @Test
  void whatOneNodeFetchedEveryNodeHas() throws Exception {
    assertThat(got(one)).isEqualTo("token-1");
    assertThat(got(other)).isEqualTo("token-1");
    assertThat(new String(redis.get(key()), StandardCharsets.ISO_8859_1)).doesNotContain("token-1");
    assertThat(redis.pttl(key())).isBetween(3_000_000L, 3_600_000L);
  }

  @Test
  void ofManyCallersAtOnceOneFetches() throws Exception {
    CountDownLatch fetching = new CountDownLatch(1);
    List<Callable<String>> callers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      SharedTokens node = i % 2 == 0 ? one : other;
      callers.add(() ->
          node.get(
                  name,
                  () -> {
                    fetching.countDown();
                    return fresh();
                  },
                  in(Duration.ofSeconds(20)))
              .value()
              .reveal());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> caller : Within.all(threads, callers)) {
        assertThat(Within.done(caller)).isEqualTo("token-1");
      }
    }
    assertThat(fetching.getCount()).isZero();
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aRefusedTokenIsDroppedUnlessANewerOneIsKept() throws Exception {
    UpstreamToken refused = one.get(name, this::fresh, in(Duration.ofSeconds(20)));
    other.drop(name, refused);
    assertThat(got(one)).isEqualTo("token-2");

    one.drop(name, refused);
    assertThat(got(other)).isEqualTo("token-2");
  }

  /** A later version, an earlier one, and what is no token at all: fetched, and no failure. */
  @Test
  void whatAnotherVersionKeptIsNotKnown() throws Exception {
    var place = new SealedPlace("redis:adapter-token", name.adapter(), name.token());
    int fetched = 0;
    for (byte[] kept :
        List.of(
            new StoredForm("a token", 2).of(new byte[] {'{', '}'}),
            "1767225600000\ntoken".getBytes(StandardCharsets.UTF_8),
            new StoredForm("a token", 1).of("soon\ntoken".getBytes(StandardCharsets.UTF_8)),
            new StoredForm("a token", 1).of("1767225600000".getBytes(StandardCharsets.UTF_8)))) {
      redis.psetex(key(), 60_000, sealing.seal(kept, place));
      fetched++;
      assertThat(got(one)).isEqualTo("token-" + fetched);
    }
    assertThat(got(other)).isEqualTo("token-" + fetched);
  }

  @Test
  void aTokenThatIsOverIsNotHandedOut() throws Exception {
    one.get(
        name,
        () -> new UpstreamToken(Secret.of("late"), Instant.now().minusSeconds(1)),
        in(Duration.ofSeconds(20)));

    assertThat(got(other)).isEqualTo("token-1");
  }

  @Test
  void anUpstreamThatGivesNoneHoldsNobodyUp() throws Exception {
    assertThatThrownBy(() ->
            one.get(
                name,
                () -> {
                  throw new IOException("down");
                },
                in(Duration.ofSeconds(20))))
        .isInstanceOf(IOException.class);
    assertThat(got(other)).isEqualTo("token-1");
  }

  @Test
  @Clause("S1")
  void nobodyWaitsLongerThanTheirDeadline() {
    redis.set(key() + ":fetching", new byte[] {1});

    assertThatThrownBy(() -> one.get(name, this::fresh, in(Duration.ofMillis(300))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("deadline");
    assertThat(fetches).hasValue(0);
  }

  @Test
  void aNameIsPlain() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Name("bank", "a:b"));
  }

  private String key() {
    return "adapter-token:{" + name.adapter() + ":" + name.token() + "}";
  }
}
