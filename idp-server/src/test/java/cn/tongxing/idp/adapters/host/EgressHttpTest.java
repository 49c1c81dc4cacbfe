package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.UpstreamHttp.Request;
import cn.tongxing.adapter.spi.UpstreamHttp.Response;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import cn.tongxing.idp.testing.Clause;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Clause("F15")
class EgressHttpTest {

  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger followed = new AtomicInteger();
  private HttpServer server;
  private EgressHttp http;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/ok",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/big",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (int i = 0; i < 100_000; i++) {
              exchange.getResponseBody().write(new byte[1024]);
            }
          } catch (IOException hungUp) {
            exchange.close();
          }
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/target");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext("/target", exchange -> followed.incrementAndGet());
    server.createContext(
        "/slow-body",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await();
          exchange.close();
        });
    server.start();
    http =
        new EgressHttp(
            new HostList(List.of(authority())),
            OutboundFixtures.onThisMachine(),
            InstantSource.system());
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private void await() {
    try {
      end.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private URI uri(String path) {
    return URI.create("http://" + authority() + path);
  }

  private static Instant in(Duration time) {
    return InstantSource.system().instant().plus(time);
  }

  @Test
  void answersComeWithTheirBody() throws IOException {
    Response answer =
        http.send(
            Request.post(uri("/ok"), "text/plain", "hello".getBytes()), in(Duration.ofSeconds(5)));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("hello");
  }

  @Test
  void onlyNamedHostsAndPortsAreReached() {
    for (String address :
        List.of(
            "http://127.0.0.1:1/ok",
            "http://localhost:" + server.getAddress().getPort() + "/ok",
            "file:///etc/passwd",
            "http://user@" + authority() + "/ok")) {
      assertThatThrownBy(
              () -> http.send(Request.get(URI.create(address)), in(Duration.ofSeconds(5))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("egress");
    }
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws IOException {
    assertThat(http.send(Request.get(uri("/moved")), in(Duration.ofSeconds(5))).status())
        .isEqualTo(302);
    assertThat(followed).hasValue(0);
  }

  @Test
  void aLongBodyIsCutOffWhileItIsRead() {
    assertThatThrownBy(() -> http.send(Request.get(uri("/big")), in(Duration.ofSeconds(10))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void theDeadlineCoversTheBody() {
    Instant before = InstantSource.system().instant();
    assertThatThrownBy(() -> http.send(Request.get(uri("/slow-body")), in(Duration.ofMillis(300))))
        .isInstanceOf(IOException.class);
    assertThat(Duration.between(before, InstantSource.system().instant()))
        .isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void whatIsSentStandsInNoMessage() {
    Request request =
        new Request(
            "POST",
            URI.create("http://127.0.0.1:1/p?number=secret"),
            Map.of("Authorization", "secret"),
            "secret".getBytes(),
            10);
    assertThatThrownBy(() -> http.send(request, in(Duration.ofSeconds(1))))
        .hasMessageNotContaining("secret");
  }
}
