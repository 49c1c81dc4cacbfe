package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The registry behind a cache of {@link #STALENESS}: one read by primary key for each client in use
 * in that time, on each node. Unknown ids are kept too, so that a storm of them costs as little.
 */
@Service
public class CachedClients implements Clients {

  private static final Duration STALENESS = Duration.ofSeconds(4);
  private static final int CLIENTS = 10_000;

  private final LoadingCache<ClientId, Optional<Client>> cache;

  CachedClients(ClientRows rows) {
    this.cache =
        Caffeine.newBuilder()
            .maximumSize(CLIENTS)
            .expireAfterWrite(STALENESS)
            .build(id -> rows.find(id).filter(Client::enabled));
  }

  @Override
  public Optional<Client> find(ClientId id) {
    return cache.get(id);
  }

  /** A change made on this node is seen at once. */
  public void forget(ClientId id) {
    cache.invalidate(id);
  }
}
