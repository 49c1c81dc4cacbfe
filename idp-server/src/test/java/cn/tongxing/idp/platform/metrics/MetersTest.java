package cn.tongxing.idp.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.RunningServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class MetersTest {

  private static final RequestOrigin ORIGIN = new RequestOrigin("10.0.0.1", "test");

  private static double events(RunningServer server, AuditEventType type) {
    return server
        .bean(PrometheusMeterRegistry.class)
        .get(EventMeters.EVENTS)
        .tag("type", type.code())
        .counter()
        .count();
  }

  @Test
  void aRequestIsTimedByItsRouteAndNeverByWhatWasTyped() throws Exception {
    var server = RunningServer.shared();
    var http = HttpClient.newHttpClient();
    for (String path : new String[] {"/.well-known/openid-configuration", "/nobody/13800138000"}) {
      var request = HttpRequest.newBuilder(URI.create(server.issuer() + path)).build();
      http.send(request, BodyHandlers.discarding());
    }

    String scraped = server.bean(PrometheusMeterRegistry.class).scrape();

    assertThat(scraped)
        .contains("http_server_requests_seconds_bucket{method=\"GET\",status=\"2xx\"")
        .contains("uri=\"/.well-known/openid-configuration\",le=\"0.01\"")
        .contains("hikaricp_connections_acquire_seconds", "jvm_memory_used_bytes")
        .doesNotContain("13800138000");
  }

  @Test
  void aCallToAnAdapterIsTimedByItsStepAndOutcome() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    new AdapterMeters(registry).answered("police", "Polled", "Proven", Duration.ofMillis(300));

    assertThat(registry.scrape())
        .contains(
            "idp_adapter_seconds_count{adapter=\"police\",outcome=\"Proven\",step=\"Polled\"}")
        .contains("le=\"0.5\"} 1")
        .contains("le=\"0.1\"} 0");
  }

  @Test
  void aWayWhoseCircuitIsOpenIsSeenAsDownAndTheOthersBesideItAreNot() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var down = new AtomicReference<>(Set.<String>of());

    new AdapterMeters(registry).watch(new OneWay(down::get));
    assertThat(registry.scrape())
        .contains("idp_adapter_up{adapter=\"some-way\",door=\"\"} 1")
        .contains("idp_adapter_up{adapter=\"some-way\",door=\"app\"} 1");
    down.set(Set.of("app"));
    assertThat(registry.scrape())
        .contains("idp_adapter_up{adapter=\"some-way\",door=\"\"} 1")
        .contains("idp_adapter_up{adapter=\"some-way\",door=\"app\"} 0");
  }

  /** A host of one way with a door. */
  record OneWay(Supplier<Set<String>> down) implements AdapterHost {
    private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");

    @Override
    public List<OfferedAdapter> ways() {
      var descriptor =
          new AdapterDescriptor(
              "some-way", AdapterDescriptor.SPI_VERSION, TEXT, TEXT, Set.of(), List.of());
      var door = new AdapterFactory.Door("app", TEXT, TEXT);
      return List.of(
          new OfferedAdapter(
              descriptor,
              List.of(door),
              Acr.LEAST,
              false,
              down.get(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
    }

    @Override
    public Optional<OfferedAdapter> way(String adapter) {
      return ways().stream().filter(way -> way.descriptor().id().equals(adapter)).findFirst();
    }

    @Override
    public Optional<byte[]> icon(String name) {
      return Optional.empty();
    }

    @Override
    public List<AdapterStatus> statuses() {
      return List.of();
    }

    @Override
    public Outcome handle(String adapter, Step step, AdapterCall call) {
      throw new AssertionError("nobody signs in");
    }

    @Override
    public Optional<Outcome> capture(String adapter, Step.CaptureSubmitted step, AdapterCall call) {
      throw new AssertionError("nobody signs in");
    }

    @Override
    public Optional<URI> signOut(String adapter, URI back) {
      return Optional.empty();
    }

    @Override
    public void cancel(String adapter, AdapterCall call) {
      throw new AssertionError("nobody signs in");
    }
  }

  @Test
  void whatIsRolledBackIsNotCounted() {
    var server = RunningServer.shared();
    var audit = server.bean(Audit.class);
    var transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    var event = AuditEvent.of(AuditEventType.KEY_WITHDRAWN, ORIGIN);
    double before = events(server, AuditEventType.KEY_WITHDRAWN);

    transaction.executeWithoutResult(status -> {
      audit.record(event);
      status.setRollbackOnly();
    });
    assertThat(events(server, AuditEventType.KEY_WITHDRAWN)).isEqualTo(before);

    transaction.executeWithoutResult(_ -> audit.record(event));
    assertThat(events(server, AuditEventType.KEY_WITHDRAWN)).isEqualTo(before + 1);
  }

  @Test
  void signInsAreCountedByWayResultAndClient() {
    var registry = new SimpleMeterRegistry();
    var meters = new EventMeters(registry);
    var refused =
        AuditEvent.of(AuditEventType.SIGN_IN_REFUSED, ORIGIN)
            .client(new ClientId("hospital"))
            .detail("way", "sms");

    meters.recorded(refused);
    meters.recorded(refused);

    assertThat(
            registry
                .get("idp.login")
                .tags("method", "sms", "result", "refused", "client", "hospital")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void manyClientsShareASeries() {
    var registry = new SimpleMeterRegistry();
    var meters = new EventMeters(registry);
    for (int client = 0; client < EventMeters.MOST_CLIENTS + 50; client++) {
      meters.recorded(
          AuditEvent.of(AuditEventType.SIGN_IN_COMPLETED, ORIGIN)
              .client(new ClientId("client-" + client)));
    }

    assertThat(registry.find("idp.login").counters()).hasSize(EventMeters.MOST_CLIENTS + 1);
    assertThat(registry.get("idp.login").tag("client", "other").counter().count()).isEqualTo(50);
  }
}
