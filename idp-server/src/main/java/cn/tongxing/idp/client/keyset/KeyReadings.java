package cn.tongxing.idp.client.keyset;

import cn.tongxing.idp.client.ClientKeys.Fetched;
import cn.tongxing.idp.client.ClientKeys.Outcome;
import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.client.store.KeySetRows;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Readings at the addresses of clients. Who may read is decided by one conditional statement:
 * neither the nodes of a cluster nor a stranger's made-up key names make the server ask more often.
 * All others wait for what that one finds, since nobody can tell before whether the old keys are
 * good still.
 */
@Component
class KeyReadings {

  private static final Logger LOG = LoggerFactory.getLogger(KeyReadings.class);

  /** No sooner is an address asked again. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** A reading that has not ended by then never will: its node is gone. */
  private static final Duration LONGEST = ReadAddress.TIME.plusSeconds(1);

  /** Seconds: longer than a reading, and the database beside it, may take. */
  private static final int MOST = 15;

  private static final Duration STEP = Duration.ofMillis(50);

  private final CachedClients clients;
  private final KeySetRows rows;
  private final ReadAddress address;
  private final InstantSource clock;

  /** Of this node: one of many that wait looks whether a reading has ended. */
  private final ConcurrentMap<Place, CompletableFuture<Optional<Fetched>>> waiting =
      new ConcurrentHashMap<>();

  private record Place(ClientId client, URI uri, SigningAlgorithm algorithm) {}

  KeyReadings(CachedClients clients, KeySetRows rows, ReadAddress address, InstantSource clock) {
    this.clients = clients;
    this.rows = rows;
    this.address = address;
    this.clock = clock;
  }

  /**
   * What is known once no reading is under way, which is begun if the last is as long ago as {@link
   * #PAUSE}.
   *
   * @return under way still, if it has not ended in time; empty if the address is not registered
   */
  Optional<Fetched> now(ClientId client, URI uri, SigningAlgorithm algorithm) {
    var place = new Place(client, uri, algorithm);
    var own = new CompletableFuture<Optional<Fetched>>();
    var first = waiting.putIfAbsent(place, own);
    if (first != null) {
      return found(first);
    }
    try {
      own.complete(settled(place));
    } catch (RuntimeException failure) {
      own.completeExceptionally(failure);
    } finally {
      waiting.remove(place, own);
      own.complete(Optional.empty()); // of an error: nothing is known
    }
    return found(own);
  }

  private static Optional<Fetched> found(CompletableFuture<Optional<Fetched>> reading) {
    try {
      return reading.get(MOST, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException shared) {
        throw shared;
      }
      throw new IllegalStateException(failure);
    }
  }

  private Optional<Fetched> settled(Place place) {
    Instant now = clock.instant();
    if (rows.claim(place.client, place.uri, place.algorithm, now, now.minus(PAUSE))) {
      ask(place, now);
    }
    var found = row(place);
    int looks = Math.toIntExact(LONGEST.dividedBy(STEP));
    for (int look = 0; look < looks && found.filter(this::mayEnd).isPresent(); look++) {
      LockSupport.parkNanos(STEP.toNanos());
      found = row(place);
    }
    clients.forget(place.client); // who asks next reads what is known now
    return found;
  }

  private Optional<Fetched> row(Place place) {
    return rows.find(place.client, place.uri, place.algorithm);
  }

  private boolean mayEnd(Fetched last) {
    return last.outcome() == Outcome.UNDER_WAY
        && clock.instant().isBefore(last.askedAt().plus(LONGEST));
  }

  private void ask(Place place, Instant claimed) {
    switch (address.read(place.uri, place.algorithm)) {
      case Reading.Unreadable(String why) -> {
        LOG.warn(
            "keys of client {} at {}: {}; the last good ones are used for a day",
            place.client,
            place.uri,
            why);
        rows.fail(place.client, place.uri, claimed);
      }
      case Reading.Read read ->
          rows.keep(place.client, place.uri, usable(place.client, read), claimed);
    }
  }

  /** Also if there are none: keys that are taken away are meant to be good no longer. */
  private static PublicKeys usable(ClientId client, Reading.Read read) {
    var grave = read.problems().stream().filter(PublicKeys.Problem::grave).findFirst();
    grave.ifPresent(problem ->
        LOG.warn("keys of client {}: key {} {}", client, problem.index() + 1, problem.what()));
    return grave.isPresent() ? PublicKeys.none(read.keys().algorithm()) : read.keys();
  }
}
