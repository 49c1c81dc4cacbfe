package cn.tongxing.idp.outbound;

import java.net.URI;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Where the settings of a room have the server connect to: an address that the way out would refuse
 * stops the start, and not the first citizen. Found by {@code SpringFactoriesLoader}.
 */
@FunctionalInterface
public interface EgressCheck {

  /**
   * An address.
   *
   * @param setting that names it
   */
  record Target(String setting, URI address) {}

  /** Those that are configured. Settings that do not bind are passed by: that is told elsewhere. */
  List<Target> targets(ConfigurableEnvironment environment);
}
