package cn.tongxing.idp.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Failure;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import cn.tongxing.idp.testing.Clause;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real client against servers on this machine. Names are answered by the test. */
@Clause("S1")
class PinnedHttpTest {

  private static final String DEPARTMENT = "app.health.gov.example";
  private static final String NEIGHBOUR = "app.fund.gov.example";
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile PinnedAddresses.Names names = host -> new InetAddress[] {HERE};
  private TlsServer server;
  private PinnedHttp http;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    server = TlsServer.start(folder, HERE, "dns:" + DEPARTMENT + ",dns:" + NEIGHBOUR, this::answer);
    http = client(new Authority(server.authority(), List.of(DEPARTMENT)));
  }

  private PinnedHttp client(Authority... authorities) {
    var settings = new OutboundSettings(true, List.of(), List.of(), List.of(authorities));
    PinnedHttp made = new PinnedHttp(new AddressPolicy(settings), settings, this::lookUp);
    open.add(made);
    return made;
  }

  private InetAddress[] lookUp(String host) throws UnknownHostException {
    lookUps.incrementAndGet();
    return names.all(host);
  }

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    server.close();
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestURI().getPath()) {
      case "/moved" -> {
        exchange.getResponseHeaders().add("Location", "/target");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/endless" -> endless(exchange);
      case "/drip" -> drip(exchange);
      case "/bomb" -> {
        byte[] packed = packed(4 * 1024 * 1024);
        exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, packed.length);
        exchange.getResponseBody().write(packed);
      }
      case "/headers" -> {
        exchange.getResponseHeaders().add("X-Long", "x".repeat(100_000));
        exchange.sendResponseHeaders(200, -1);
      }
      default -> {
        exchange.getResponseHeaders().add("Set-Cookie", "a=b");
        byte[] body = String.valueOf(exchange.getRequestHeaders().get("Cookie")).getBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
    exchange.close();
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      for (int i = 0; i < 1_000_000; i++) {
        exchange.getResponseBody().write(new byte[1024]);
      }
    } catch (IOException hungUp) {
      exchange.close();
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (!end.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write('.');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] packed(int size) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(new byte[size]);
    }
    return bytes.toByteArray();
  }

  private URI uri(String host, String path) {
    return URI.create("https://" + host + ":" + server.port() + path);
  }

  private OutboundAnswer get(String host, String path) {
    return http.send(request(uri(host, path), LONG, 64 * 1024));
  }

  private static OutboundRequest request(URI uri, Duration limit, int maxBytes) {
    return new OutboundRequest("GET", uri, Map.of(), new byte[0], limit, maxBytes);
  }

  private static void failed(OutboundAnswer answer, Failure failure) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(failure));
  }

  @Test
  void aDepartmentsOwnAuthorityIsBelievedForItsHostsOnly() {
    assertThat(get(DEPARTMENT, "/ok"))
        .isInstanceOfSatisfying(
            Received.class, answer -> assertThat(answer.status()).isEqualTo(200));
    failed(get(NEIGHBOUR, "/ok"), Failure.TLS);
    assertThat(seen).containsExactly("GET /ok");
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() throws Exception {
    try (TlsServer other =
        TlsServer.start(folder, HERE, "dns:other.example", exchange -> seen.add("reached"))) {
      http = client(new Authority(other.authority(), List.of(DEPARTMENT)));
      URI uri = URI.create("https://" + DEPARTMENT + ":" + other.port() + "/");
      failed(http.send(request(uri, LONG, 10)), Failure.TLS);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void anAuthorityWhoseFileHoldsNoCertificateStopsTheStart() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    for (Path file : List.of(empty, folder.resolve("missing.pem"))) {
      assertThatThrownBy(() -> client(new Authority(file, List.of(DEPARTMENT))))
          .hasMessageContaining("idp.outbound.authorities")
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aNameThatLeadsInsideIsRefusedWithTheReasonAndNotConnectedTo() {
    for (String inside : List.of("10.1.2.3", "169.254.169.254", "fd00::1", "0.0.0.0")) {
      names = host -> new InetAddress[] {InetAddress.ofLiteral(inside)};
      assertThat(get(DEPARTMENT, "/ok"))
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> {
                assertThat(failed.failure()).isEqualTo(Failure.ADDRESS_REFUSED);
                assertThat(failed.explanation())
                    .startsWith(InetAddress.ofLiteral(inside).getHostAddress());
              });
    }
    names = host -> new InetAddress[] {HERE, InetAddress.ofLiteral("10.1.2.3")};
    failed(get(DEPARTMENT, "/ok"), Failure.ADDRESS_REFUSED);
    assertThat(seen).isEmpty();
  }

  @Test
  void theAddressThatWasCheckedIsTheOneConnectedTo() {
    // a name service that tells the truth once
    names =
        host -> new InetAddress[] {lookUps.get() == 1 ? HERE : InetAddress.ofLiteral("10.1.2.3")};
    assertThat(get(DEPARTMENT, "/ok")).isInstanceOf(Received.class);
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void withoutTlsOnlyThisMachineIsReached() {
    failed(
        http.send(request(URI.create("http://" + DEPARTMENT + "/"), LONG, 10)),
        Failure.ADDRESS_REFUSED);
    failed(http.send(request(URI.create("file:///etc/passwd"), LONG, 10)), Failure.ADDRESS_REFUSED);
    assertThat(lookUps).hasValue(0);
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() {
    assertThat(get(DEPARTMENT, "/moved"))
        .isInstanceOfSatisfying(
            Received.class,
            answer -> {
              assertThat(answer.status()).isEqualTo(302);
              assertThat(answer.headers()).containsEntry("location", List.of("/target"));
            });
    assertThat(seen).containsExactly("GET /moved");
  }

  @Test
  void cookiesAreNotKept() {
    get(DEPARTMENT, "/ok");
    assertThat(get(DEPARTMENT, "/ok"))
        .isInstanceOfSatisfying(
            Received.class, answer -> assertThat(answer.body()).asString().isEqualTo("null"));
  }

  @Test
  void aBodyOrHeaderWithoutEndIsCutOff() {
    failed(get(DEPARTMENT, "/endless"), Failure.TOO_LONG);
    failed(get(DEPARTMENT, "/headers"), Failure.TOO_LONG);
  }

  @Test
  void whatIsPackedStaysPacked() {
    assertThat(get(DEPARTMENT, "/bomb"))
        .isInstanceOfSatisfying(
            Received.class, answer -> assertThat(answer.body()).hasSizeLessThan(64 * 1024));
  }

  @Test
  void whoWantsTheStatusOnlyWaitsForNoBody() {
    Instant before = InstantSource.system().instant();
    OutboundAnswer answer =
        http.send(request(uri(DEPARTMENT, "/drip"), LONG, OutboundRequest.STATUS_ONLY));
    assertThat(answer)
        .isInstanceOfSatisfying(Received.class, got -> assertThat(got.status()).isEqualTo(200));
    assertThat(Duration.between(before, InstantSource.system().instant())).isLessThan(LONG);
  }

  @Test
  void theLimitCoversABodyThatDripsAndANameServiceThatHangs() {
    Duration soon = Duration.ofMillis(700);
    failed(http.send(request(uri(DEPARTMENT, "/drip"), soon, 1 << 20)), Failure.TIMEOUT);
    names =
        host -> {
          try {
            end.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[] {HERE};
        };
    Instant before = InstantSource.system().instant();
    failed(http.send(request(uri("hanging.example", "/ok"), soon, 10)), Failure.TIMEOUT);
    assertThat(Duration.between(before, InstantSource.system().instant()))
        .isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void whatIsNotThereOrNotHttpIsNamed() throws Exception {
    names =
        host -> {
          throw new UnknownHostException(host);
        };
    failed(get(DEPARTMENT, "/ok"), Failure.UNKNOWN_HOST);
    failed(speaking(""), Failure.CONNECTION);
    failed(speaking("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n"), Failure.NO_HTTP);
    failed(http.send(request(nobody(), LONG, 10)), Failure.CONNECTION);
  }

  private static URI nobody() throws IOException {
    try (ServerSocket closed = new ServerSocket(0, 1, HERE)) {
      return URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }
  }

  private OutboundAnswer speaking(String greeting) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket peer = socket.accept()) {
              peer.getInputStream().read();
              peer.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
              seen.add("closed");
            }
          });
      URI uri = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      return http.send(request(uri, LONG, 10));
    }
  }

  @Test
  @Clause("S2")
  void whatIsSentStandsInNoExplanation() {
    var request =
        new OutboundRequest(
            "POST",
            URI.create("https://127.0.0.1:1/p?number=secret"),
            Map.of("Authorization", "secret"),
            "secret".getBytes(StandardCharsets.US_ASCII),
            LONG,
            10);
    assertThat(http.send(request).toString() + request).doesNotContain("secret");
  }
}
