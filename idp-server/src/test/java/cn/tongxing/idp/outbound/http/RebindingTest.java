package cn.tongxing.idp.outbound.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A department's server may be reached, and this machine may not: names that change their mind, and
 * addresses that are written so that nobody knows them again.
 */
@Clause("S1")
class RebindingTest {

  private static final String DEPARTMENT = "app.health.gov.example";
  private static final InetAddress ALLOWED = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress FORBIDDEN = InetAddress.ofLiteral("127.0.0.1");

  private final List<PinnedHttp> open = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookUps = new AtomicInteger();
  private volatile String later = "127.0.0.1";
  private TlsServer department;
  private ServerSocket inside;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    department = TlsServer.start(folder, ALLOWED, "dns:" + DEPARTMENT, this::answer);
    inside = new ServerSocket(department.port(), 5, FORBIDDEN);
    inside.setSoTimeout(100);
  }

  @AfterEach
  void stop() throws Exception {
    open.forEach(PinnedHttp::close);
    department.close();
    inside.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    seen.add(exchange.getRequestURI().getPath());
    exchange.getResponseHeaders().add("Location", "https://127.0.0.1:" + department.port() + "/");
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().equals("/moved") ? 307 : 204, -1);
    exchange.close();
  }

  /** The first answer leads to the department, each later one elsewhere. */
  private InetAddress[] changing(String host) {
    return new InetAddress[] {
      lookUps.incrementAndGet() == 1 ? ALLOWED : InetAddress.ofLiteral(later)
    };
  }

  private PinnedHttp client(PinnedAddresses.Names names) {
    var own = List.of(new Authority(department.authority(), List.of(DEPARTMENT)));
    var settings = new OutboundSettings(false, List.of("127.0.0.2/32"), List.of(DEPARTMENT), own);
    var made = new PinnedHttp(new AddressPolicy(settings), settings, names);
    open.add(made);
    return made;
  }

  private OutboundAnswer get(PinnedHttp http, String host, String path) {
    URI uri = URI.create("https://" + host + ":" + department.port() + path);
    return http.send(
        new OutboundRequest("GET", uri, Map.of(), new byte[0], Duration.ofSeconds(20), 100));
  }

  private void nobodyCameInside() throws IOException {
    try (Socket came = inside.accept()) {
      throw new AssertionError("connected to " + came.getLocalSocketAddress());
    } catch (SocketTimeoutException nobody) {
      assertThat(inside.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "169.254.169.254",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "::1",
        "64:ff9b::7f00:1",
        "0.0.0.0"
      })
  void aNameThatChangesItsMindLeadsWhereItWasCheckedOrNowhere(String address) throws Exception {
    later = address;
    PinnedHttp first = client(this::changing);
    assertThat(get(first, DEPARTMENT, "/first")).isInstanceOf(Received.class);
    assertThat(lookUps).as("asked once for a connection").hasValue(1);

    assertThat(get(client(this::changing), DEPARTMENT, "/second"))
        .isInstanceOfSatisfying(
            Failed.class, it -> assertThat(it.failure()).isEqualTo(Failure.ADDRESS_REFUSED));

    assertThat(lookUps).hasValue(2);
    assertThat(seen).containsExactly("/first");
    nobodyCameInside();
  }

  @Test
  void aRedirectInsideIsNotFollowed() throws Exception {
    assertThat(get(client(_ -> new InetAddress[] {ALLOWED}), DEPARTMENT, "/moved"))
        .isInstanceOfSatisfying(
            Received.class, answer -> assertThat(answer.status()).isEqualTo(307));
    nobodyCameInside();
  }

  /** By the name service of the machine, which knows what the C library knows. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "0",
        "0.0.0.0",
        "[::]",
        "[::1%25lo]"
      })
  void thisMachineIsNotReachedHoweverItIsWritten(String host) throws Exception {
    OutboundAnswer answer;
    try {
      answer = get(client(InetAddress::getAllByName), host, "/inside");
    } catch (IllegalArgumentException noAddress) { // the request cannot be made
      return;
    }
    assertThat(answer)
        .isInstanceOfSatisfying(
            Failed.class,
            it -> assertThat(it.failure()).isIn(Failure.ADDRESS_REFUSED, Failure.UNKNOWN_HOST));
    nobodyCameInside();
  }

  /**
   * The root's dot makes no other name of it: what was allowed for the one is not for the other.
   */
  @Test
  void aDotAtTheEndOpensNothing() throws Exception {
    PinnedAddresses.Names inside =
        host -> {
          if (!host.startsWith(DEPARTMENT)) {
            throw new UnknownHostException(host);
          }
          return new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")};
        };
    assertThat(get(client(inside), DEPARTMENT + ".", "/"))
        .isInstanceOfSatisfying(
            Failed.class, it -> assertThat(it.failure()).isEqualTo(Failure.ADDRESS_REFUSED));
  }
}
