package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.outbound.Breaker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an adapter where a browser ends its session at the upstream. The person has signed out here
 * already: whatever goes wrong leaves the upstream out.
 */
final class SignOuts {

  /** An address is put together and not asked for. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(SignOuts.class);

  /** By adapter; none of its ways': one that cannot say where closes no way. */
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

  Optional<URI> of(ConfiguredAdapter adapter, URI back, InstantSource clock) {
    Instant now = clock.instant();
    boolean offered =
        adapter.descriptor().capabilities().contains(Capability.SIGNS_OUT)
            && adapter.guard(OfferedAdapter.FRONT).breaker().offers(now);
    if (!offered) {
      return Optional.empty();
    }
    Breaker breaker = breakers.computeIfAbsent(adapter.descriptor().id(), _ -> new Breaker());
    return breaker
        .pass(now)
        .flatMap(pass -> {
          Optional<Optional<URI>> answer = asked(adapter, back);
          answer.ifPresentOrElse(
              _ -> breaker.succeeded(pass), () -> breaker.failed(pass, clock.instant()));
          return answer.flatMap(address -> allowed(adapter, address));
        });
  }

  private static Optional<URI> allowed(ConfiguredAdapter adapter, Optional<URI> address) {
    if (address.filter(each -> !adapter.redirects().allows(each)).isPresent()) {
      LOG.warn("adapter {}: sign-out at a host that is not configured", adapter.descriptor().id());
      return Optional.empty();
    }
    return address;
  }

  /** Empty if it does not answer. */
  private static Optional<Optional<URI>> asked(ConfiguredAdapter adapter, URI back) {
    String id = adapter.descriptor().id();
    CompletableFuture<Optional<URI>> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("adapter-sign-out-" + id)
            .start(() -> {
              try {
                answer.complete(adapter.adapter().signOut(back));
              } catch (Throwable e) { // whatever it is, or the person would wait for nothing
                answer.completeExceptionally(e);
              }
            });
    try {
      return Optional.of(
          Objects.requireNonNullElse(
              answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), Optional.empty()));
    } catch (ExecutionException | TimeoutException e) {
      thread.interrupt();
      LOG.warn("adapter {} does not say where to sign out: {}", id, e.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
