package cn.tongxing.idp.outbound;

import java.net.URI;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Where the settings of a room have the server connect to: an address that the way out would refuse
 * stops the start, and not the first citizen. Found by {@code SpringFactoriesLoader}.
 */
public interface EgressCheck {

  /**
   * An address.
   *
   * @param setting that names it
   */
  record Target(String setting, URI address) {}

  /**
   * A certificate that is shown, or authorities that are trusted, by files that must be readable.
   *
   * @param setting what its settings begin with
   */
  record Identity(String setting, TlsIdentity tls) {}

  /** The identities that are configured; likewise. */
  default List<Identity> identities(ConfigurableEnvironment environment) {
    return List.of();
  }

  /**
   * The addresses that are configured. Settings that do not bind are passed by: that is told
   * elsewhere.
   */
  List<Target> targets(ConfigurableEnvironment environment);
}
