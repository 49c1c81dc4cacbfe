package cn.tongxing.idp.platform.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.platform.time.DatabaseClock;
import cn.tongxing.idp.protocol.RunningServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;

class ProbesTest {

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> ask(String method, String address) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(address)).method(method, BodyPublishers.noBody());
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aNodeThatIsNotReadyLivesAndSaysWhy() throws Exception {
    var problem = new AtomicReference<Optional<String>>(Optional.of("the clock is wrong"));
    int port = freePort();
    var probes =
        new ProbeServer(
            new ManagementSettings("127.0.0.1", port, true),
            problem::get,
            () -> "meters",
            () -> "[]");
    probes.start();
    try {
      // by address and by a name that is nobody's issuer
      for (String host : new String[] {"http://127.0.0.1:", "http://localhost:"}) {
        assertThat(ask("GET", host + port + "/livez").statusCode()).isEqualTo(200);
        var ready = ask("GET", host + port + "/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("the clock is wrong\n");
        assertThat(ready.headers().firstValue("Cache-Control")).contains("no-store");
      }
      problem.set(Optional.empty());
      String base = "http://127.0.0.1:" + port;
      assertThat(ask("GET", base + "/readyz").statusCode()).isEqualTo(200);
      assertThat(ask("HEAD", base + "/readyz").statusCode()).isEqualTo(200);
      assertThat(ask("POST", base + "/readyz").statusCode()).isEqualTo(405);
      assertThat(ask("GET", base + "/readyz/x").statusCode()).isEqualTo(404);
      assertThat(ask("GET", base + "/").statusCode()).isEqualTo(404);
      assertThat(ask("GET", base + "/metrics").body()).isEqualTo("meters");
      assertThat(ask("GET", base + "/adapters").body()).isEqualTo("[]");
    } finally {
      probes.stop();
    }
    assertThatThrownBy(() -> ask("GET", "http://127.0.0.1:" + port + "/livez"))
        .isInstanceOf(IOException.class);
  }

  /** The running server's database, and a machine whose clock somebody sets. */
  @Test
  void aClockThatIsTwoSecondsOffMakesTheNodeNotReadyUntilItIsRightAgain() throws Exception {
    var server = RunningServer.shared();
    var off = new AtomicReference<>(Duration.ofSeconds(3));
    var clock =
        new DatabaseClock(
            () -> InstantSource.system().instant().plus(off.get()),
            System::nanoTime,
            server.bean(DataSource.class));
    int port = freePort();
    var probes =
        new ProbeConfiguration()
            .probeServer(
                new ManagementSettings("127.0.0.1", port, true),
                new Readiness(server.bean(ApplicationAvailability.class), clock),
                server.bean(PrometheusMeterRegistry.class),
                server.bean(AdapterHost.class));
    probes.start();
    try {
      String base = "http://127.0.0.1:" + port;
      var ready = ask("GET", base + "/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).matches("the clock is \\d{4} ms ahead of the database's\\s*");
      assertThat(ask("GET", base + "/livez").statusCode()).isEqualTo(200);

      off.set(Duration.ofSeconds(1));
      clock.run();
      assertThat(ask("GET", base + "/readyz").statusCode()).isEqualTo(200);

      off.set(Duration.ofSeconds(-3));
      clock.run();
      ready = ask("GET", base + "/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("behind the database's");
    } finally {
      probes.stop();
    }
  }

  @Test
  void theServerIsReadyOnceItRunsAndSaysSoOnAnotherPortOnly() throws Exception {
    var server = RunningServer.shared();
    int port = server.bean(ManagementSettings.class).port();

    assertThat(ask("GET", "http://127.0.0.1:" + port + "/livez").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "http://127.0.0.1:" + port + "/readyz").body()).isEqualTo("ok\n");
    assertThat(ask("GET", "http://127.0.0.1:" + port + "/oauth2/authorize").statusCode())
        .isEqualTo(404);
    assertThat(ask("GET", "http://127.0.0.1:" + port + "/adapters").body()).isEqualTo("[]\n");
    for (String path : new String[] {"/livez", "/readyz", "/metrics", "/adapters"}) {
      assertThat(ask("GET", server.issuer() + path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aSlowRequestAndAFloodOfConnectionsHaveAnEnd() {
    assertThat(RunningServer.shared().bean(ManagementSettings.class).port()).isPositive();
    assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("10");
    assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isEqualTo("10");
    assertThat(System.getProperty("jdk.httpserver.maxConnections")).isEqualTo("64");
  }

  @Test
  void onlyLoopbackIsListenedOnUnlessAnotherAddressIsNamed() throws Exception {
    var settings = RunningServer.shared().bean(ManagementSettings.class);

    assertThat(InetAddress.getByName(settings.address()).isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> new ManagementSettings(" ", 9010, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ManagementSettings("127.0.0.1", 65_536, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPortThatIsTakenStopsTheStartAndIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = new ManagementSettings("127.0.0.1", taken.getLocalPort(), true);
      assertThatThrownBy(
              () -> new ProbeServer(settings, Optional::empty, () -> "", () -> "").start())
          .hasMessageContaining("idp.management.port");
    }
  }
}
