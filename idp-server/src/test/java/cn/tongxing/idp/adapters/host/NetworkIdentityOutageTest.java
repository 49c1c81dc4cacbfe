package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.outbound.Breaker;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The real police adapter on its host, while the network identity answers nobody. */
@Clause("F15")
class NetworkIdentityOutageTest {

  private static final String DOOR = "network_identity";
  private static final PhoneNumber PHONE = PhoneNumber.parse("13800000001").orElseThrow();

  private final MovableClock clock = new MovableClock();
  private final List<AuditEvent> trail = new CopyOnWriteArrayList<>();
  private final List<String> measured = new CopyOnWriteArrayList<>();
  private UpstreamSimulator simulator;
  private GuardedAdapters host;

  @BeforeEach
  void start() throws IOException {
    simulator = UpstreamSimulator.start(SimulatorSettings.inMemory(clock, new SecureRandom()));
    Map<String, Object> properties = new LinkedHashMap<>(simulator.policeProperties());
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    var none =
        new DefaultListableBeanFactory()
            .<AdapterFactory<?>>getBeanProvider(ResolvableType.forClass(AdapterFactory.class));
    host =
        new GuardedAdapters(
            new AdapterConfiguration()
                .configuredAdapters(environment, none, HostFixtures.lending(clock))
                .adapters(),
            trail::add,
            (id, step, outcome, took) -> measured.add(step + " " + outcome),
            clock,
            new CaptureSettings(2, 6));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  /** One browser on the way of the network identity. */
  private final class Visitor {
    private AdapterState state = AdapterState.EMPTY;

    Visitor begins() {
      does(new Step.Started());
      assertThat(does(new Step.FormSubmitted(DOOR, FormValues.NONE)))
          .isInstanceOf(Outcome.ShowCode.class);
      return this;
    }

    Outcome polls() {
      return does(new Step.Polled());
    }

    Outcome does(Step step) {
      Outcome outcome = host.handle("police", step, call(state));
      state =
          switch (outcome) {
            case Outcome.ShowForm it -> it.next();
            case Outcome.ShowCode it -> it.next();
            case Outcome.KeepWaiting it -> it.next();
            default -> state;
          };
      return outcome;
    }

    /** All that a browser can do without anybody being asked. */
    void presses() {
      Visitor other = new Visitor();
      other.does(new Step.Started());
      other.does(new Step.FormSubmitted(DOOR, FormValues.NONE));
      other.does(new Step.CodeDiscarded());
      assertThat(
              other.does(
                  new Step.CallbackReceived(
                      Map.of("bizSeq", List.of("A".repeat(32)), "idCardAuthData", List.of("x")))))
          .isEqualTo(new Outcome.Refused(Reason.NOT_AUTHENTIC));
      assertThat(other.does(new Step.PhoneVerified(PHONE)))
          .isEqualTo(new Outcome.Refused(Reason.NOT_AUTHENTIC));
    }
  }

  private static AdapterCall call(AdapterState state) {
    URI uri = URI.create("https://id.example/cb");
    return new AdapterCall(
        new SignInId(new UUID(1, 2)),
        DOOR,
        state,
        uri,
        uri,
        uri,
        "s".repeat(32),
        "n".repeat(32),
        Locale.ENGLISH,
        false,
        "Appointments",
        "City service hall",
        Set.of(),
        List.of(),
        new RequestOrigin("203.0.113.7", "Mozilla/5.0"));
  }

  private AdapterStatus.Door door() {
    return host.statuses().getFirst().doors().stream()
        .filter(each -> each.action().equals(DOOR))
        .findFirst()
        .orElseThrow();
  }

  private void dies(Fault fault) {
    simulator.faults().set(Upstream.CYBER_RESULT, fault, Faults.WITHOUT_END);
  }

  /** Each of three polls is a call that failed, whatever the first two of them lead to. */
  private int pollsUntilItOpens(Runnable meanwhile) {
    int polls = 0;
    while (door().openUntil().isEmpty() && polls < 40) {
      Visitor visitor = new Visitor().begins();
      for (int i = 0; i < 3 && door().openUntil().isEmpty(); i++) {
        meanwhile.run();
        visitor.polls();
        polls++;
      }
    }
    return polls;
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "RESET", "GARBAGE", "HUGE_BODY", "WRONG_SIGNATURE"})
  void theCircuitOpensWithinTwentyCallsThoughNobodysWaitingEndsAtTheFirst(Fault fault) {
    dies(fault);
    try (LogLines log = LogLines.begin()) {
      assertThat(pollsUntilItOpens(() -> {})).isEqualTo(Breaker.FIRST_IN_A_ROW);
      assertThat(log.at(Level.WARN))
          .filteredOn(line -> line.startsWith("adapter police"))
          .as("nobody has to wonder why it is open")
          .hasSize(Breaker.FIRST_IN_A_ROW);
    }
    assertThat(trail)
        .hasSize(Breaker.FIRST_IN_A_ROW)
        .allMatch(each -> each.type() == AuditEventType.UPSTREAM_UNAVAILABLE);
    assertThat(measured)
        .filteredOn(each -> each.startsWith("Polled"))
        .containsOnly("Polled Unavailable");
    assertThat(door().answered()).isEmpty();
    assertThat(new Visitor().does(new Step.Started()))
        .isEqualTo(new Outcome.Unavailable("circuit open"));
    assertThat(host.way("police").orElseThrow().isAvailable("")).as("the register").isTrue();
  }

  @Test
  void whoeverPressesButtonsAndTypesAddressesKeepsNoCircuitClosedAndClosesNone() {
    dies(Fault.RESET);
    assertThat(pollsUntilItOpens(new Visitor()::presses)).isEqualTo(Breaker.FIRST_IN_A_ROW);

    clock.pass(Breaker.PAUSE);
    new Visitor().presses();
    assertThat(door().openUntil()).as("nobody was asked").isPresent();
    assertThat(door().answered()).isEmpty();
    Visitor waiting = new Visitor().begins();
    assertThat(waiting.polls()).isInstanceOf(Outcome.KeepWaiting.class);
    assertThat(waiting.polls()).isEqualTo(new Outcome.Unavailable("circuit open"));

    simulator.faults().clearAll();
    clock.pass(Breaker.PAUSE);
    assertThat(waiting.polls()).isInstanceOf(Outcome.KeepWaiting.class);
    assertThat(door().openUntil()).as("it answers again").isEmpty();
    assertThat(door().answered()).isPresent();
  }

  @Test
  void aCodeThatIsOverSaysNothingOfTheService() {
    Visitor late = new Visitor().begins();
    dies(Fault.RESET);
    pollsUntilItOpens(() -> {});

    clock.pass(Duration.ofMinutes(3));
    assertThat(late.polls()).isEqualTo(new Outcome.Refused(Reason.EXPIRED));
    assertThat(door().openUntil()).isPresent();
  }

  /** A call that was lost among many that were answered closes nothing. */
  @Test
  void oneLostAnswerIsOneOfTwentyCalls() {
    for (int i = 0; i < 8; i++) {
      Visitor visitor = new Visitor().begins();
      simulator.faults().set(Upstream.CYBER_RESULT, Fault.RESET, 1);
      for (int polls = 0; polls < 3; polls++) {
        assertThat(visitor.polls()).isInstanceOf(Outcome.KeepWaiting.class);
      }
    }
    assertThat(door().openUntil()).isEmpty();
    assertThat(door().failed()).isPresent();
    assertThat(trail).hasSize(8);
  }
}
