package cn.tongxing.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A provider that answers late, without end or not at all; over real HTTP. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SlowProviderTest {

  private static final Duration LONG = Duration.ofMinutes(4);

  private FakeProvider provider;

  @BeforeEach
  void start() throws IOException, JOSEException {
    provider = new FakeProvider();
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void whoAsksDuringAFetchSharesItsSuccess() throws Exception {
    assertThat(together(200)).isEqualTo(8);
    assertThat(provider.discoveries).hasValue(1);
  }

  @Test
  void whoAsksDuringAFetchSharesItsFailureAndTheNextOneTriesAnew() throws Exception {
    TongxingClient client = client(LONG);
    assertThat(together(client, 503)).isZero();
    assertThat(provider.discoveries).hasValue(1);

    assertThat(client.begin(List.of(), Map.of())).isNotNull();
    assertThat(provider.discoveries).hasValue(2);
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    provider.discoveryHandler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await(never);
        };

    assertThatThrownBy(() -> client(Duration.ofMillis(500)).begin(List.of(), Map.of()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("in time");
    never.countDown();
  }

  @Test
  void anAnswerWithoutBoundIsGivenUp() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    provider.discoveryHandler = exchange -> flood(exchange, hungUp);

    assertThatThrownBy(() -> client(LONG).begin(List.of(), Map.of()))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("openid-configuration");
    assertThat(hungUp.await(1, TimeUnit.MINUTES)).as("the flood ends").isTrue();
  }

  /** How many of eight callers at once get their address. */
  private int together(int status) throws Exception {
    return together(client(LONG), status);
  }

  private int together(TongxingClient client, int status) throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    var normal = provider.discoveryHandler;
    provider.discoveryHandler =
        exchange -> {
          await(answer);
          if (status == 200) {
            normal.handle(exchange);
          } else {
            FakeProvider.json(exchange, status, Map.of());
          }
        };
    AtomicInteger served = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      callers.add(Thread.ofPlatform().start(() -> call(client, served)));
    }
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!callers.stream().allMatch(SlowProviderTest::isWaiting)) {
      assertThat(System.nanoTime() - patience).as("all of them wait by now").isNegative();
      Thread.onSpinWait();
      Thread.yield();
    }
    answer.countDown();
    for (Thread caller : callers) {
      assertThat(caller.join(Duration.ofMinutes(1))).isTrue();
    }
    provider.discoveryHandler = normal;
    return served.get();
  }

  private static void call(TongxingClient client, AtomicInteger served) {
    try {
      client.begin(List.of(), Map.of());
      served.incrementAndGet();
    } catch (ProviderException refused) {
      // not served
    }
  }

  private static boolean isWaiting(Thread caller) {
    return caller.getState() != Thread.State.RUNNABLE
        && Arrays.stream(caller.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(ProviderDirectory.class.getName()));
  }

  private TongxingClient client(Duration patience) {
    return new TongxingClient(
        ClientSettings.confidential(
            provider.issuer(),
            "app",
            "secret",
            URI.create("http://localhost:1/callback"),
            Set.of("openid")),
        InstantSource.system(),
        new ProviderHttp(patience));
  }

  private static void flood(HttpExchange exchange, CountDownLatch hungUp) {
    byte[] block = " ".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try {
      exchange.sendResponseHeaders(200, 0);
      while (true) {
        exchange.getResponseBody().write(block);
      }
    } catch (IOException gone) {
      hungUp.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
