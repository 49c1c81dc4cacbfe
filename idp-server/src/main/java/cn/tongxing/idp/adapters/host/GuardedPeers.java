package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.PeerHost;
import cn.tongxing.idp.outbound.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells upstreams behind kill switch, bulkhead, circuit breaker and deadline, in this order. */
final class GuardedPeers implements PeerHost {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedPeers.class);

  private record Peer(ConfiguredAdapter adapter, Breaker breaker, Semaphore bulkhead) {
    String id() {
      return adapter.descriptor().id();
    }
  }

  private final Map<String, Peer> peers;
  private final AdapterMeter meter;
  private final InstantSource clock;

  GuardedPeers(Collection<ConfiguredAdapter> adapters, AdapterMeter meter, InstantSource clock) {
    this.peers =
        adapters.stream()
            .map(each -> new Peer(each, new Breaker(), new Semaphore(each.settings().permits())))
            .collect(Collectors.toMap(Peer::id, each -> each, (a, b) -> a, TreeMap::new));
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public Set<String> hearing(CitizenNews.Kind kind) {
    return peers.values().stream()
        .filter(each -> hears(each.adapter(), kind))
        .map(Peer::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean hears(ConfiguredAdapter adapter, CitizenNews.Kind kind) {
    Set<Capability> capabilities = adapter.descriptor().capabilities();
    return adapter.settings().isEnabled()
        && switch (kind) {
          case REGISTERED ->
              capabilities.contains(Capability.HEARS_REGISTERED)
                  && adapter.settings().isToldIdentity();
          case LEVEL_RAISED -> capabilities.contains(Capability.HEARS_LEVEL_RAISED);
        };
  }

  @Override
  public Set<String> resting() {
    Instant now = clock.instant();
    return peers.values().stream()
        .filter(each -> !each.breaker().offers(now))
        .map(Peer::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean mayKnowIdentity(String id) {
    return Optional.ofNullable(peers.get(id))
        .filter(each -> each.adapter().settings().isToldIdentity())
        .isPresent();
  }

  @Override
  public Telling tell(String id, CitizenNews news) {
    Optional<Peer> found =
        Optional.ofNullable(peers.get(id)).filter(each -> hears(each.adapter(), news.kind()));
    if (found.isEmpty()) {
      return Telling.withoutCall(new Told.Refused("hears no such news, or is switched off"));
    }
    CitizenNews theirs = allowed(found.get().adapter(), news);
    return theirs.namesSomebody()
        ? guarded(found.get(), theirs)
        : Telling.withoutCall(new Told.Refused("knows nobody of whom it could be told"));
  }

  /** What the upstream may have of it. */
  private static CitizenNews allowed(ConfiguredAdapter adapter, CitizenNews news) {
    if (!adapter.settings().isToldIdentity()) {
      return news.withoutFacts();
    }
    var served = adapter.descriptor().documents();
    PersonFacts facts =
        news.facts().documents().stream()
            .filter(each -> served.isEmpty() || served.contains(each.type()))
            .reduce(
                news.facts().name().map(PersonFacts.none()::named).orElse(PersonFacts.none()),
                PersonFacts::holding,
                (a, b) -> b);
    return facts.papers().isEmpty()
        ? news.withoutFacts()
        : new CitizenNews(
            news.key(),
            news.kind(),
            news.at(),
            news.identityLevel(),
            news.way(),
            news.subjects(),
            facts);
  }

  private Telling guarded(Peer peer, CitizenNews news) {
    if (!enters(peer)) {
      return Telling.withoutCall(new Told.Later("bulkhead full"));
    }
    Instant begun = clock.instant();
    Optional<Breaker.Pass> pass = peer.breaker().pass(begun);
    if (pass.isEmpty()) {
      peer.bulkhead().release();
      return Telling.withoutCall(new Told.Later("circuit open"));
    }
    Told told = asked(peer, news, begun);
    Instant now = clock.instant();
    if (told instanceof Told.Later(String diagnosis)) {
      peer.breaker().failed(pass.get(), now);
      LOG.warn("adapter {} does not take news {}: {}", peer.id(), news.key(), diagnosis);
    } else {
      peer.breaker().succeeded(pass.get());
    }
    meter.answered(
        peer.id(), "CitizenNews", told.getClass().getSimpleName(), Duration.between(begun, now));
    boolean withFacts = !news.facts().papers().isEmpty();
    return new Telling(told, withFacts ? Handed.FACTS : Handed.ACCOUNTS);
  }

  /** Nobody waits for news but other news: they come in one after the other. */
  private static boolean enters(Peer peer) {
    try {
      Duration limit = peer.adapter().settings().limit();
      return peer.bulkhead().tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The place is given back when the adapter really ends. */
  private static Told asked(Peer peer, CitizenNews news, Instant now) {
    ConfiguredAdapter adapter = peer.adapter();
    Duration limit = adapter.settings().limit();
    Instant deadline = now.plus(limit.minus(limit.dividedBy(8)));
    CompletableFuture<Told> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("adapter-news-" + adapter.descriptor().id())
            .start(() -> {
              Told told = answered(adapter, news, deadline);
              peer.bulkhead().release();
              answer.complete(told);
            });
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      thread.interrupt();
      return new Told.Later("no answer within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Told.Later("interrupted");
    }
  }

  private static Told answered(ConfiguredAdapter adapter, CitizenNews news, Instant deadline) {
    try {
      return Objects.requireNonNullElse(
          adapter.adapter().tell(news, deadline), new Told.Later("answered nothing"));
    } catch (Throwable e) { // its message may hold what is personal
      return new Told.Later("threw " + e.getClass().getName());
    }
  }
}
