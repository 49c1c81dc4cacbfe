package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.ClientId;
import java.util.Optional;

/** The registry, cached in memory for at most five seconds after a change elsewhere. */
public interface Clients {

  /** An enabled client; no query when cached. */
  Optional<Client> find(ClientId id);
}
