package cn.tongxing.idp.outbound.address;

import cn.tongxing.idp.outbound.Destinations;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The egress allow-list: decides of a host and one of its addresses. */
@Component
public class AddressPolicy implements Destinations {

  private static final String AMBIGUOUS = "has no host that can be read in one way only";

  private final boolean allowLoopback;
  private final List<Network> networks;
  private final List<HostPattern> hosts;

  /** Reads the settings. */
  public AddressPolicy(OutboundSettings settings) {
    this.allowLoopback = settings.allowLoopback();
    this.networks = settings.networks().stream().map(Network::parse).toList();
    this.hosts = settings.hosts().stream().map(HostPattern::parse).toList();
  }

  @Override
  public Optional<String> refusal(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      return Optional.of(AMBIGUOUS);
    }
    Optional<InetAddress> literal = literal(host);
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    if (!https && !(plain && literal.filter(InetAddress::isLoopbackAddress).isPresent())) {
      return Optional.of("must be https; http reaches this machine only");
    }
    return literal.flatMap(address ->
        refusal(host, address)
            .or(() -> isAmbiguous(host, address) ? Optional.of(AMBIGUOUS) : Optional.empty()));
  }

  /**
   * Whether others may take it for another address: {@code 0177.0.0.1} is 177.0.0.1 here and
   * 127.0.0.1 to the C library.
   */
  private static boolean isAmbiguous(String host, InetAddress address) {
    return address instanceof Inet4Address
        && !host.equalsIgnoreCase("localhost")
        && !host.equals(address.getHostAddress());
  }

  /** Why an address of a host may not be connected to; empty if it may. */
  public Optional<String> refusal(String host, InetAddress address) {
    String shown = address.getHostAddress();
    boolean allowed =
        switch (AddressKind.of(address)) {
          case PUBLIC -> true;
          case PRIVATE -> isInNetwork(address) || hosts.stream().anyMatch(h -> h.matches(host));
          case LOOPBACK -> allowLoopback || isInNetwork(address);
          case FORBIDDEN -> false;
        };
    return allowed ? Optional.empty() : Optional.of(shown + reason(AddressKind.of(address)));
  }

  private static String reason(AddressKind kind) {
    return switch (kind) {
      case PRIVATE ->
          " is an address of private use: neither is its network in idp.outbound.networks nor its"
              + " host in idp.outbound.hosts";
      case LOOPBACK -> " is this machine: it is not in idp.outbound.networks";
      case PUBLIC, FORBIDDEN -> " is an address that nothing is ever sent to";
    };
  }

  private boolean isInNetwork(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /**
   * The address that a host names without a name service. {@code localhost} is one: RFC 6761 6.3.
   */
  public static Optional<InetAddress> literal(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (bare.toLowerCase(Locale.ROOT).equals("localhost")) {
      return Optional.of(InetAddress.ofLiteral("127.0.0.1"));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }
}
