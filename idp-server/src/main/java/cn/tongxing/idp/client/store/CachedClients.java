package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.ClientId;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Cache of enabled clients. Unknown ids are kept too (negative caching), so that a storm of them
 * costs as little.
 */
@Service
public class CachedClients implements Clients {

  private final SharedReadings<ClientId, Optional<Client>> readings;

  private final PublicOrigins origins;

  CachedClients(ClientRows rows, PublicOrigins origins) {
    this.origins = origins;
    this.readings = new SharedReadings<>(id -> rows.find(id).filter(Client::enabled));
  }

  @Override
  public Optional<Client> find(ClientId id) {
    return readings.get(id);
  }

  /** A change made on this node is seen at once. */
  public void forget(ClientId id) {
    readings.forget(id);
    origins.forget();
  }
}
