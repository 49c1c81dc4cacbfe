package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nobody who signed out is led to an upstream that is known to be away. */
@Clause("RP-Initiated Logout 1.0")
class SignOutsTest {

  private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");
  private static final URI BACK = URI.create("https://id.example/oauth2/logout/back");
  private static final URI OUT = URI.create("https://upstream.example/out");

  private final MovableClock clock = new MovableClock();
  private final AtomicInteger asked = new AtomicInteger();

  private Supplier<Optional<URI>> address = () -> Optional.of(OUT);

  private final AuthenticationAdapter adapter =
      new AuthenticationAdapter() {
        @Override
        public Outcome handle(Step step, StepContext context) {
          return new Outcome.Unavailable("down");
        }

        @Override
        public Optional<URI> signOut(URI back) {
          asked.incrementAndGet();
          return address.get();
        }
      };

  private GuardedAdapters host(boolean enabled, Capability... capabilities) {
    HostSettings settings =
        new HostSettings(
            Optional.of(enabled),
            List.of(),
            List.of("upstream.example"),
            Optional.empty(),
            Optional.empty(),
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
            "some-way", AdapterDescriptor.SPI_VERSION, TEXT, TEXT, Set.of(capabilities), List.of());
    return new GuardedAdapters(
        List.of(ConfiguredAdapter.of(descriptor, adapter, List.of(), settings)),
        _ -> {},
        AdapterMeter.NONE,
        clock,
        new CaptureSettings(2, 6));
  }

  private static AdapterCall call() {
    return new AdapterCall(
        new SignInId(new UUID(1, 2)),
        "",
        AdapterState.EMPTY,
        BACK,
        BACK,
        BACK,
        "s".repeat(32),
        "n".repeat(32),
        Locale.ENGLISH,
        false,
        "",
        "",
        Set.of(),
        List.of(),
        new RequestOrigin("203.0.113.7", ""));
  }

  @Test
  void whoDeclaresItIsAskedAndNobodyElse() {
    assertThat(host(true, Capability.SIGNS_OUT).signOut("some-way", BACK)).contains(OUT);
    assertThat(asked).hasValue(1);

    assertThat(host(true, Capability.REDIRECTS).signOut("some-way", BACK)).isEmpty();
    assertThat(host(false, Capability.SIGNS_OUT).signOut("some-way", BACK)).isEmpty();
    assertThat(host(true, Capability.SIGNS_OUT).signOut("another", BACK)).isEmpty();
    assertThat(asked).as("asked no more").hasValue(1);
  }

  @Test
  void anUpstreamThatIsDownIsLeftOutUntilItIsTriedAgain() {
    GuardedAdapters host = host(true, Capability.SIGNS_OUT);
    for (int i = 0; i < 5; i++) {
      host.handle("some-way", new Step.Started(), call());
    }

    assertThat(host.signOut("some-way", BACK)).isEmpty();
    clock.pass(Duration.ofMinutes(10));
    assertThat(host.signOut("some-way", BACK)).contains(OUT);
  }

  /** Nor does everybody wait for it; the way itself goes on. */
  @Test
  void anAdapterThatCannotSayWhereIsNotAskedByEverySignOut() {
    GuardedAdapters host = host(true, Capability.SIGNS_OUT);
    address =
        () -> {
          throw new IllegalStateException("a bug");
        };
    for (int i = 0; i < 8; i++) {
      assertThat(host.signOut("some-way", BACK)).isEmpty();
    }
    assertThat(asked).hasValue(5);
    assertThat(host.way("some-way").orElseThrow().down()).isEmpty();

    address = () -> Optional.of(OUT);
    clock.pass(Duration.ofSeconds(16));
    assertThat(host.signOut("some-way", BACK)).contains(OUT);
  }
}
