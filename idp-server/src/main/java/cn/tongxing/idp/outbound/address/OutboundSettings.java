package cn.tongxing.idp.outbound.address;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server may connect to ({@code idp.outbound.*}). Public addresses always; of the others
 * only what is named here: an empty list allows nothing.
 *
 * @param allowLoopback whether this machine is allowed, also without TLS: for demonstrations and
 *     tests
 * @param networks of private use in CIDR notation, such as {@code 10.20.0.0/16}; one address of
 *     this machine may be named too
 * @param hosts that may have addresses of private use, whatever the network: a name, or {@code *.}
 *     before one
 * @param authorities certificate authorities that are not the JVM's
 */
@ConfigurationProperties("idp.outbound")
public record OutboundSettings(
    @DefaultValue("false") boolean allowLoopback,
    @DefaultValue List<String> networks,
    @DefaultValue List<String> hosts,
    @DefaultValue List<Authority> authorities) {

  public OutboundSettings {
    networks = List.copyOf(networks);
    hosts = List.copyOf(hosts);
    authorities = List.copyOf(authorities);
    networks.forEach(OutboundSettings::check);
    hosts.forEach(HostPattern::parse);
  }

  /**
   * A certificate authority of a department's own.
   *
   * @param file its certificates in PEM
   * @param hosts for which it is believed, and the JVM's authorities are not
   */
  public record Authority(Path file, List<String> hosts) {
    public Authority {
      hosts = List.copyOf(hosts);
      hosts.forEach(HostPattern::parse);
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException(
            "idp.outbound.authorities: an authority needs the hosts that it is believed for");
      }
    }

    /** Whether it is the one for a host. */
    public boolean speaksFor(String host) {
      return hosts.stream().map(HostPattern::parse).anyMatch(each -> each.matches(host));
    }
  }

  private static void check(String written) {
    Network network = Network.parse(written);
    boolean own = network.length() == network.bits() && isLoopback(written);
    if (!own && !AddressKind.isPrivate(network)) {
      throw new IllegalArgumentException(
          "idp.outbound.networks: "
              + written
              + " is in no range of private use; public addresses need no mention, and link-local,"
              + " multicast and reserved ones are never connected to");
    }
  }

  private static boolean isLoopback(String written) {
    return InetAddress.ofLiteral(written.strip().split("/", -1)[0]).isLoopbackAddress();
  }
}
