package cn.tongxing.idp.outbound;

import java.net.URI;
import java.util.Optional;

/**
 * Tells of an address, before anything is sent, whether it can ever be reached. Asks no name
 * service: a name that leads to a refused address is refused when it is connected to.
 */
@FunctionalInterface
public interface Destinations {

  /** Why requests to the address would be refused, in words for an operator; empty if not. */
  Optional<String> refusal(URI uri);
}
