package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.idp.adapters.OfferedAdapter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  private SignOuts() {}

  static Optional<URI> of(ConfiguredAdapter adapter, URI back, Instant now) {
    boolean offered =
        adapter.descriptor().capabilities().contains(Capability.SIGNS_OUT)
            && adapter.guard(OfferedAdapter.FRONT).breaker().offers(now);
    return offered ? asked(adapter, back) : Optional.empty();
  }

  private static Optional<URI> asked(ConfiguredAdapter adapter, URI back) {
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
      Optional<URI> address =
          Objects.requireNonNullElse(
              answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), Optional.empty());
      if (address.filter(each -> !adapter.redirects().allows(each)).isPresent()) {
        LOG.warn("adapter {}: sign-out at a host that is not configured", id);
        return Optional.empty();
      }
      return address;
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
