package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.document.DocumentType;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.outbound.Breaker;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class GuardedAdaptersTest {

  private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");
  private static final AdapterFactory.Door DOOR = new AdapterFactory.Door("app", TEXT, TEXT);
  private final List<AuditEvent> trail = new CopyOnWriteArrayList<>();
  private final List<String> measured = new CopyOnWriteArrayList<>();
  private final MovableClock clock = new MovableClock();

  private GuardedAdapters host(AuthenticationAdapter adapter, boolean enabled, int permits) {
    return host(adapter, enabled, permits, Duration.ofSeconds(10));
  }

  private GuardedAdapters host(
      AuthenticationAdapter adapter, boolean enabled, int permits, Duration limit) {
    HostSettings settings =
        new HostSettings(
            Optional.of(enabled),
            List.of(),
            List.of("upstream.example"),
            Optional.of(limit),
            Optional.of(permits),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    AdapterDescriptor descriptor =
        new AdapterDescriptor(
            "some-way",
            AdapterDescriptor.SPI_VERSION,
            TEXT,
            TEXT,
            Set.of(Capability.REDIRECTS),
            List.of(DocumentType.RESIDENT_ID));
    return new GuardedAdapters(
        List.of(ConfiguredAdapter.of(descriptor, adapter, List.of(DOOR), settings)),
        trail::add,
        (id, step, outcome, took) -> measured.add(id + " " + step + " " + outcome),
        clock,
        new CaptureSettings(2, 6));
  }

  private static AdapterCall call() {
    return call("");
  }

  private static AdapterCall call(String door) {
    URI uri = URI.create("https://id.example/cb");
    return new AdapterCall(
        new SignInId(new UUID(1, 2)),
        door,
        AdapterState.EMPTY,
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
        new RequestOrigin("203.0.113.7", "Mozilla/5.0 (iPhone)"));
  }

  private static Outcome step(GuardedAdapters host) {
    return host.handle("some-way", new Step.Started(), call());
  }

  @Test
  void theOutcomeOfTheAdapterIsHandedOn() {
    GuardedAdapters host = host((step, context) -> new Outcome.Refused(Reason.MISMATCH), true, 1);
    assertThat(step(host)).isEqualTo(new Outcome.Refused(Reason.MISMATCH));
    assertThat(measured).containsExactly("some-way Started Refused");
    assertThat(trail).isEmpty();
  }

  @Test
  void anAdapterLearnsWhatBrowserAsksButNotFromWhere() {
    List<StepContext> seen = new ArrayList<>();
    step(
        host(
            (step, context) -> {
              seen.add(context);
              return new Outcome.Refused(Reason.CANCELLED);
            },
            true,
            1));
    assertThat(seen.getFirst().userAgent()).isEqualTo("Mozilla/5.0 (iPhone)");
    assertThat(seen.getFirst().toString()).doesNotContain("203.0.113.7", "iPhone");
  }

  @Test
  @Clause("F15")
  void anAdaptersTimeEndsBeforeItsHostsSoThatWhatItMakesOfALateUpstreamIsHeard() {
    Duration limit = Duration.ofSeconds(10);
    List<Duration> left = new ArrayList<>();
    step(
        host(
            (step, context) -> {
              left.add(Duration.between(clock.instant(), context.deadline()));
              return new Outcome.Refused(Reason.CANCELLED);
            },
            true,
            1,
            limit));
    assertThat(left.getFirst()).isBetween(limit.dividedBy(2), limit.minusMillis(250));
  }

  @Test
  @Clause("F15")
  void anExceptionAndALateAnswerAreUnavailableAndRecorded() {
    CountDownLatch never = new CountDownLatch(1);
    GuardedAdapters broken =
        host(
            (step, context) -> {
              throw new IllegalStateException("with personal data 110105");
            },
            true,
            1);
    GuardedAdapters late =
        host(
            (step, context) -> {
              try {
                never.await(1, TimeUnit.MINUTES);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return new Outcome.Refused(Reason.MISMATCH);
            },
            true,
            1,
            Duration.ofMillis(300));
    assertThat(step(broken))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            down -> assertThat(down.diagnosis()).doesNotContain("110105"));
    assertThat(step(late)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(trail).hasSize(2).allMatch(e -> e.details().get("adapter").equals("some-way"));
  }

  /** Whoever waits has the answer at once, and the breaker counts it. */
  @Test
  @Clause("F15")
  void anErrorOfAnyKindIsAnAnswerAndNotALateOne() {
    GuardedAdapters broken =
        host(
            (step, context) -> {
              throw new OutOfMemoryError("110105");
            },
            true,
            1);
    assertThat(step(broken))
        .isInstanceOfSatisfying(
            Outcome.Unavailable.class,
            down ->
                assertThat(down.diagnosis())
                    .startsWith("threw java.lang.OutOfMemoryError")
                    .doesNotContain("110105"));
  }

  /** Nobody waits for what a cancelled step does: its place must come back all the same. */
  @Test
  @Clause("F15")
  void aCancelledStepThatHangsIsInterruptedAtItsLimitAndGivesItsPlaceBack() {
    CountDownLatch never = new CountDownLatch(1);
    GuardedAdapters host =
        host(
            (step, context) -> {
              if (step instanceof Step.Cancelled) {
                try {
                  never.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
              return new Outcome.Refused(Reason.MISMATCH);
            },
            true,
            1,
            Duration.ofMillis(300));
    host.cancel("some-way", call());
    assertThat(step(host)).isEqualTo(new Outcome.Unavailable("bulkhead full"));
    org.awaitility.Awaitility.await().until(() -> step(host) instanceof Outcome.Refused);
  }

  @Test
  @Clause("F15")
  void whatIsConfiguredWrongHereIsTheOperatorsAndNoOutage() {
    try (LogLines log = LogLines.begin()) {
      step(host((step, context) -> new Outcome.Unavailable("register down"), true, 1));
      step(
          host(
              (step, context) -> Outcome.Unavailable.byConfiguration("refuses C0401009"), true, 1));

      assertThat(log.at(Level.WARN)).singleElement().asString().contains("register down");
      assertThat(log.at(Level.ERROR))
          .singleElement()
          .asString()
          .contains("some-way", "configured here", "C0401009")
          .doesNotContain("203.0.113.7");
    }
    assertThat(trail)
        .extracting(event -> event.details().getOrDefault("cause", ""))
        .containsExactly("", "configuration");
    assertThat(measured)
        .containsExactly("some-way Started Unavailable", "some-way Started Misconfigured");
  }

  @Test
  void aRedirectLeadsToConfiguredHostsOnly() {
    for (String address :
        List.of(
            "https://upstream.example.evil.example/",
            "https://evil.example/?https://upstream.example",
            "https://upstream.example@evil.example/",
            "https://upstream.example:444/",
            "javascript://upstream.example/%0aalert(1)")) {
      GuardedAdapters host =
          host(
              (step, context) -> new Outcome.RedirectUser(URI.create(address), AdapterState.EMPTY),
              true,
              1);
      assertThat(step(host)).isInstanceOf(Outcome.Unavailable.class);
    }
    GuardedAdapters host =
        host(
            (step, context) ->
                new Outcome.RedirectUser(
                    URI.create("https://upstream.example/a?b=c"), AdapterState.EMPTY),
            true,
            1);
    assertThat(step(host)).isInstanceOf(Outcome.RedirectUser.class);
  }

  @Test
  @Clause("L4")
  void aSwitchedOffAdapterIsNeitherOfferedNorCalled() {
    AtomicInteger calls = new AtomicInteger();
    GuardedAdapters host =
        host(
            (step, context) -> {
              calls.incrementAndGet();
              return new Outcome.Refused(Reason.MISMATCH);
            },
            false,
            1);
    assertThat(host.ways()).isEmpty();
    assertThat(step(host)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(host.handle("unknown", new Step.Started(), call()))
        .isInstanceOf(Outcome.Unavailable.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  @Clause("F15")
  void theCircuitOpensWithinTwentyCallsAndTriesAgainWithinThirtySeconds() {
    Instant begun = clock.instant();
    AtomicInteger calls = new AtomicInteger();
    GuardedAdapters host =
        host(
            (step, context) ->
                calls.incrementAndGet() <= 5
                    ? new Outcome.Unavailable("down")
                    : new Outcome.Refused(Reason.MISMATCH),
            true,
            1);
    for (int i = 0; i < 20; i++) {
      assertThat(step(host)).isInstanceOf(Outcome.Unavailable.class);
    }
    assertThat(calls).hasValue(Breaker.FIRST_IN_A_ROW);
    assertThat(trail).hasSize(5);
    assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).isFalse();
    AdapterStatus.Door front = host.statuses().getFirst().doors().getFirst();
    assertThat(front.openUntil())
        .hasValueSatisfying(end ->
            assertThat(end)
                .isBetween(begun.plus(Breaker.PAUSE), clock.instant().plus(Breaker.PAUSE)));
    assertThat(front.failed())
        .hasValueSatisfying(failure -> assertThat(failure.diagnosis()).isEqualTo("down"));
    assertThat(front.answered()).isEmpty();
    assertThat(host.statuses().getFirst().doors().getLast().openUntil())
        .as("another upstream")
        .isEmpty();

    clock.pass(Duration.ofSeconds(30));
    assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).isTrue();
    assertThat(step(host)).isInstanceOf(Outcome.Refused.class);
    assertThat(step(host)).isInstanceOf(Outcome.Refused.class);
    front = host.statuses().getFirst().doors().getFirst();
    assertThat(front.openUntil()).isEmpty();
    assertThat(front.answered())
        .hasValueSatisfying(at -> assertThat(at).isAfter(begun.plus(Breaker.PAUSE)));
  }

  /** As in an outage of the police check: form, phone and only then the register. */
  @Test
  @Clause("F15")
  void stepsThatAskOnlyThePersonKeepNoCircuitClosedAndCloseNone() {
    var outcomes =
        List.<Outcome>of(
            new Outcome.VerifyPhone(Optional.empty(), AdapterState.EMPTY),
            new Outcome.RedirectUser(URI.create("https://upstream.example/"), AdapterState.EMPTY),
            new Outcome.Unavailable("down"));
    AtomicInteger calls = new AtomicInteger();
    GuardedAdapters host =
        host((step, context) -> outcomes.get(calls.getAndIncrement() % outcomes.size()), true, 1);
    for (int i = 0; i < Breaker.FIRST_IN_A_ROW * outcomes.size(); i++) {
      assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).isTrue();
      step(host);
    }
    assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).as("five").isFalse();

    clock.pass(Duration.ofSeconds(30));
    assertThat(step(host)).isInstanceOf(Outcome.VerifyPhone.class);
    assertThat(host.statuses().getFirst().doors().getFirst().openUntil())
        .as("a page says nothing of the upstream")
        .isPresent();
    step(host);
    assertThat(step(host)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).as("tried").isFalse();
  }

  @Test
  @Clause("A3")
  void whomTheUpstreamCannotCompareClosesTheWayForNobodyAndWakesNobody() {
    GuardedAdapters host =
        host((step, context) -> Outcome.Unavailable.ofThisPerson("rare"), true, 1);
    try (LogLines log = LogLines.begin()) {
      for (int i = 0; i < 30; i++) {
        assertThat(step(host)).isInstanceOf(Outcome.Unavailable.class);
      }
      assertThat(log.at(Level.WARN)).isEmpty();
      assertThat(log.at(Level.INFO)).hasSize(30).allMatch(line -> line.contains("this person"));
    }
    assertThat(measured).containsOnly("some-way Started CannotSay");
    assertThat(trail).hasSize(30).allMatch(event -> "person".equals(event.details().get("cause")));
    assertThat(host.ways().getFirst().isAvailable(OfferedAdapter.FRONT)).isTrue();
    assertThat(host.statuses().getFirst().doors().getFirst().failed()).isEmpty();
  }

  @Test
  void whoHasTheAnswerFindsTheOnlyPlaceFree() {
    GuardedAdapters host = host((step, context) -> new Outcome.Refused(Reason.MISMATCH), true, 1);
    for (int i = 0; i < 2_000; i++) {
      assertThat(step(host)).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void aFullBulkheadAnswersAtOnceAndIsFreeAgainAfterwards() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    GuardedAdapters host =
        host(
            (step, context) -> {
              entered.countDown();
              Within.opened(leave);
              return new Outcome.Refused(Reason.MISMATCH);
            },
            true,
            1);
    Thread first = Thread.ofVirtual().start(() -> step(host));
    Within.opened(entered);
    assertThat(step(host)).isEqualTo(new Outcome.Unavailable("bulkhead full"));
    leave.countDown();
    Within.ended(first);
    org.awaitility.Awaitility.await().until(() -> step(host) instanceof Outcome.Refused);
  }

  /** Behind each door stands another upstream. */
  @Test
  @Clause("F15")
  void anUpstreamThatIsDownClosesItsOwnDoorOnly() {
    GuardedAdapters host =
        host(
            (step, context) ->
                step instanceof Step.Polled
                    ? new Outcome.Unavailable("down")
                    : new Outcome.Refused(Reason.CANCELLED),
            true,
            1);
    for (int i = 0; i < Breaker.FIRST_IN_A_ROW; i++) {
      host.handle("some-way", new Step.Polled(), call("app"));
    }
    OfferedAdapter offered = host.way("some-way").orElseThrow();
    assertThat(offered.isAvailable("app")).isFalse();
    assertThat(offered.isAvailable(OfferedAdapter.FRONT)).isTrue();
    assertThat(host.handle("some-way", new Step.Started(), call("app")))
        .isEqualTo(new Outcome.Unavailable("circuit open"));
    assertThat(step(host)).isEqualTo(new Outcome.Refused(Reason.CANCELLED));

    clock.pass(Breaker.PAUSE);
    host.handle("some-way", new Step.Started(), call("app"));
    assertThat(host.way("some-way").orElseThrow().isAvailable("app")).isTrue();
  }

  @Test
  void anUpstreamThatHangsTakesNoPlaceOfAnother() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    GuardedAdapters host =
        host(
            (step, context) -> {
              if (step instanceof Step.Polled) {
                inside.countDown();
                await(go);
              }
              return new Outcome.Refused(Reason.CANCELLED);
            },
            true,
            1);
    Thread hanging =
        Thread.ofVirtual().start(() -> host.handle("some-way", new Step.Polled(), call("app")));
    await(inside);
    assertThat(host.handle("some-way", new Step.Started(), call("app")))
        .isEqualTo(new Outcome.Unavailable("bulkhead full"));
    assertThat(step(host)).isEqualTo(new Outcome.Refused(Reason.CANCELLED));
    go.countDown();
    Within.ended(hanging);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ways are chosen by what a descriptor declares: what it does not declare does not happen. */
  @Test
  void whatTheDescriptorDoesNotDeclareIsUnavailable() {
    Outcome waits = new Outcome.KeepWaiting(Duration.ofSeconds(1), AdapterState.EMPTY);
    assertThat(step(host((step, context) -> waits, true, 1)))
        .isEqualTo(new Outcome.Unavailable("does not declare POLLS"));
    assertThat(trail).extracting(AuditEvent::type).contains(AuditEventType.UPSTREAM_UNAVAILABLE);

    Outcome proven =
        new Outcome.Proven(
            List.of(),
            Set.of(),
            List.of(
                EvidenceItem.of(
                        EvidenceItem.Method.TRAVEL_DOCUMENT_MATCH,
                        "x",
                        Instant.EPOCH,
                        "1",
                        "0".repeat(64))
                    .saying(
                        PersonFacts.none()
                            .holding(
                                new IdentityDocument(DocumentType.MACAU_ID, "12345678", "MO")))));
    assertThat(step(host((step, context) -> proven, true, 1)))
        .isEqualTo(new Outcome.Unavailable("does not declare MACAU_ID"));
  }
}
