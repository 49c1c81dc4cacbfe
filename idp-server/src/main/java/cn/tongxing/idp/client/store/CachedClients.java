package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Service;

/**
 * The registry behind a cache of {@link #STALENESS}: one read by primary key for each client in use
 * in that time, on each node. Unknown ids are kept too, so that a storm of them costs as little.
 *
 * <p>Of many that ask for the same client one reads and the others wait for what it finds. If it
 * cannot read, none of them can: they fail with it, and so does whoever asks in the {@link #PAUSE}
 * after it, at once. What was known before is never used in its place: nothing may be minted for a
 * client that may have been disabled since.
 */
@Service
public class CachedClients implements Clients {

  private static final Duration STALENESS = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int CLIENTS = 10_000;

  /** Longer than the reading may take: waiting for a connection and for an answer have limits. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

  private final ClientRows rows;
  private final Cache<ClientId, Optional<Client>> known =
      Caffeine.newBuilder().maximumSize(CLIENTS).expireAfterWrite(STALENESS).build();
  private final ConcurrentMap<ClientId, CompletableFuture<Optional<Client>>> reading =
      new ConcurrentHashMap<>();
  private final Cache<ClientId, RuntimeException> failed =
      Caffeine.newBuilder().maximumSize(CLIENTS).expireAfterWrite(PAUSE).build();

  CachedClients(ClientRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<Client> find(ClientId id) {
    Optional<Client> hit = known.getIfPresent(id);
    if (hit != null) {
      return hit;
    }
    CompletableFuture<Optional<Client>> own = new CompletableFuture<>();
    CompletableFuture<Optional<Client>> first = reading.putIfAbsent(id, own);
    if (first != null) {
      return found(first);
    }
    read(id, own);
    return found(own);
  }

  /** A change made on this node is seen at once; who began to read before it keeps nothing. */
  public void forget(ClientId id) {
    reading.compute(
        id,
        (_, _) -> {
          failed.invalidate(id);
          known.invalidate(id);
          return null;
        });
  }

  /** By the thread that asks. */
  private void read(ClientId id, CompletableFuture<Optional<Client>> answer) {
    try {
      RuntimeException before = failed.getIfPresent(id);
      if (before != null) {
        throw before;
      }
      Optional<Client> client = rows.find(id).filter(Client::enabled);
      end(id, answer, () -> known.put(id, client));
      answer.complete(client);
    } catch (RuntimeException failure) {
      end(id, answer, () -> failed.asMap().putIfAbsent(id, failure));
      answer.completeExceptionally(failure);
    } finally {
      end(id, answer, () -> {});
      answer.completeExceptionally(new IllegalStateException("not read")); // of an error
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is this very reading
  private void end(
      ClientId id, CompletableFuture<Optional<Client>> answer, Runnable unlessForgotten) {
    reading.computeIfPresent(
        id,
        (_, current) -> {
          if (current != answer) {
            return current;
          }
          unlessForgotten.run();
          return null;
        });
  }

  private static Optional<Client> found(CompletableFuture<Optional<Client>> answer) {
    try {
      return answer.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException shared) {
        throw shared;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("the registry of clients is not answered for", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryTimeoutException("interrupted while waiting for a client", e);
    }
  }
}
