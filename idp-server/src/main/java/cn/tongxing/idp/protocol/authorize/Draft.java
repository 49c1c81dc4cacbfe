package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import java.util.Optional;

/**
 * A request that is being checked.
 *
 * @param client as registered; empty if there is none of that name
 */
record Draft(Parameters parameters, Optional<Client> client) {

  Optional<String> get(String name) {
    return parameters.get(name);
  }

  /** After {@link KnownClient}. */
  Client knownClient() {
    return client.orElseThrow();
  }
}
