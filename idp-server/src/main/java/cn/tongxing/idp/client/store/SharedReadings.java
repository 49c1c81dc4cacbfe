package cn.tongxing.idp.client.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A cache of what the registry holds, for {@link #STALENESS}: one reading for each key in use in
 * that time, on each node. Thread-safe.
 *
 * <p>Of many that ask for the same key one reads and the others wait for what it finds. If it
 * cannot read, none of them can: they fail with it, and so does whoever asks in the {@link #PAUSE}
 * after it, at once. What was known before is never used in its place: nothing may be minted for
 * what may have been disabled since.
 *
 * <p>Whoever asks in the middle of a transaction holds a connection, and rows perhaps, and those
 * that they would wait for may be waiting for these: they read for themselves, by the connection
 * that they have, and keep it for themselves.
 */
final class SharedReadings<K, V> {

  private static final Duration STALENESS = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int KEYS = 10_000;

  /** Longer than the reading may take: waiting for a connection and for an answer have limits. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final Function<K, V> reader;
  private final Cache<K, V> known =
      Caffeine.newBuilder().maximumSize(KEYS).expireAfterWrite(STALENESS).build();
  private final ConcurrentMap<K, CompletableFuture<V>> reading = new ConcurrentHashMap<>();
  private final Cache<K, RuntimeException> failed =
      Caffeine.newBuilder().maximumSize(KEYS).expireAfterWrite(PAUSE).build();

  SharedReadings(Function<K, V> reader) {
    this.reader = reader;
  }

  V get(K key) {
    V hit = known.getIfPresent(key);
    if (hit != null) {
      return hit;
    }
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      failAsBefore(key);
      return reader.apply(key);
    }
    CompletableFuture<V> own = new CompletableFuture<>();
    CompletableFuture<V> first = reading.putIfAbsent(key, own);
    if (first != null) {
      return found(first);
    }
    read(key, own);
    return found(own);
  }

  /** A change made on this node is seen at once; who began to read before it keeps nothing. */
  void forget(K key) {
    reading.compute(
        key,
        (_, _) -> {
          failed.invalidate(key);
          known.invalidate(key);
          return null;
        });
  }

  /** By the thread that asks. */
  private void read(K key, CompletableFuture<V> answer) {
    try {
      failAsBefore(key);
      V value = reader.apply(key);
      end(key, answer, () -> known.put(key, value));
      answer.complete(value);
    } catch (RuntimeException failure) {
      end(key, answer, () -> failed.asMap().putIfAbsent(key, failure));
      answer.completeExceptionally(failure);
    } finally {
      end(key, answer, () -> {});
      answer.completeExceptionally(new IllegalStateException("not read")); // of an error
    }
  }

  private void failAsBefore(K key) {
    RuntimeException before = failed.getIfPresent(key);
    if (before != null) {
      throw before;
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very reading
  private void end(K key, CompletableFuture<V> answer, Runnable unlessForgotten) {
    reading.computeIfPresent(
        key,
        (_, current) -> {
          if (current != answer) {
            return current;
          }
          unlessForgotten.run();
          return null;
        });
  }

  private static <V> V found(CompletableFuture<V> answer) {
    try {
      return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException shared) {
        throw shared;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the registry is not answered for", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryTimeoutException("interrupted while waiting for the registry", e);
    }
  }
}
