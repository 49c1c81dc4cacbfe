package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import java.util.List;
import java.util.Optional;

/**
 * A request that is being checked: its parameters, by whatever road they came, each by its line in
 * the table of those that mean something.
 *
 * @param client as registered; empty if there is none of that name
 */
record Draft(Parameters parameters, Optional<Client> client) {

  /** The value; a parameter without one counts as left out (RFC 6749 3.1). */
  Optional<String> get(RequestParameter parameter) {
    return parameters.get(parameter.written());
  }

  /** The values of a list separated by spaces. */
  List<String> list(RequestParameter parameter) {
    return parameters.list(parameter.written());
  }

  /** All values of one that may come more than once. */
  List<String> values(RequestParameter parameter) {
    return parameters.values(parameter.written());
  }

  /** After {@link KnownClient}. */
  Client knownClient() {
    return client.orElseThrow();
  }
}
