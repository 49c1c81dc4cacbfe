package cn.tongxing.adapter.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.UpstreamHttp.Request;
import cn.tongxing.adapter.spi.UpstreamToken;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lent services keep the promises that the SPI makes for the host. */
class TestAdapterServicesTest {

  private final TestClock clock = TestClock.standingAt(Instant.parse("2026-11-01T04:00:00Z"));
  private HttpServer server;
  private URI uri;
  private TestAdapterServices services;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean moved = exchange.getRequestURI().getPath().equals("/moved");
            exchange.getResponseHeaders().set("Location", "/");
            byte[] body = "0123456789".getBytes(UTF_8);
            exchange.sendResponseHeaders(moved ? 302 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    String host = "127.0.0.1:" + server.getAddress().getPort();
    uri = URI.create("http://" + host + "/");
    services = new TestAdapterServices(Set.of(host), clock);
  }

  @AfterEach
  void stop() {
    services.close();
    server.stop(0);
  }

  private Instant soon() {
    return clock.instant().plusSeconds(5);
  }

  @Test
  void anAnswerIsReadWholeWithHeadersInLowerCase() throws IOException {
    var response = services.http().send(Request.get(uri), soon());

    assertThat(response.status()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8)).isEqualTo("0123456789");
    assertThat(response.headers()).containsKey("location");
    assertThat(services.requests()).isEqualTo(1);
  }

  @Test
  void aHostOrPortThatIsNotListedIsNotConnectedTo() {
    URI elsewhere = URI.create("http://127.0.0.1:1/");

    assertThatIOException()
        .isThrownBy(() -> services.http().send(Request.get(elsewhere), soon()))
        .withMessageContaining("egress");
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    assertThat(services.http().send(Request.get(uri.resolve("/moved")), soon()).status())
        .isEqualTo(302);
  }

  @Test
  void anAnswerThatIsTooLongIsNotRead() {
    Request small = new Request("GET", uri, Map.of(), new byte[0], 9);

    assertThatIOException().isThrownBy(() -> services.http().send(small, soon()));
  }

  @Test
  void afterTheDeadlineNothingIsSent() {
    assertThatIOException()
        .isThrownBy(() -> services.http().send(Request.get(uri), clock.instant()))
        .isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void anUpstreamsTokenIsFetchedOnceUntilItExpiresOrIsDropped() throws IOException {
    AtomicInteger fetched = new AtomicInteger();
    UpstreamToken.Source source =
        () ->
            new UpstreamToken(
                Secret.of("token" + fetched.incrementAndGet()), clock.instant().plusSeconds(60));
    UpstreamToken first = services.token("backend", source, Instant.MAX);

    assertThat(services.token("backend", source, Instant.MAX)).isSameAs(first);
    clock.advance(Duration.ofSeconds(60));
    UpstreamToken second = services.token("backend", source, Instant.MAX);
    services.dropToken("backend", first);
    assertThat(services.token("backend", source, Instant.MAX)).isSameAs(second);
    services.dropToken("backend", second);
    assertThat(services.token("backend", source, Instant.MAX).value().reveal()).isEqualTo("token3");
  }
}
