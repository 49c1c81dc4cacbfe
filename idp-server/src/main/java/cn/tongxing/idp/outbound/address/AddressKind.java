package cn.tongxing.idp.outbound.address;

import java.net.InetAddress;
import java.util.List;

/**
 * What an address is for, by the registries of special-purpose addresses at IANA (RFC 6890 and its
 * successors). What is in none of the lists here is {@link #FORBIDDEN}.
 */
enum AddressKind {
  /** Of the Internet. */
  PUBLIC,
  /** Of an organisation's own network: RFC 1918, RFC 6598, RFC 4193. */
  PRIVATE,
  /** This machine. */
  LOOPBACK,
  /** Link-local, multicast, reserved, documentation, tunnels, and where clouds keep secrets. */
  FORBIDDEN;

  private static final List<Network> PRIVATE_USE =
      networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  /** Metadata services that stand inside the ranges above: Alibaba Cloud's and Amazon's. */
  private static final List<Network> METADATA = networks("100.100.100.200/32", "fd00:ec2::254/128");

  private static final List<Network> NOT_PUBLIC =
      networks(
          "0.0.0.0/8",
          "169.254.0.0/16",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          // tunnels lead to addresses that nobody has looked at
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  private static final List<Network> GLOBAL = networks("0.0.0.0/0", "2000::/3");

  static AddressKind of(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    if (isIn(METADATA, address) || isIn(NOT_PUBLIC, address)) {
      return FORBIDDEN;
    }
    if (isIn(PRIVATE_USE, address)) {
      return PRIVATE;
    }
    return isIn(GLOBAL, address) ? PUBLIC : FORBIDDEN;
  }

  /** Whether a whole network lies in one range of private use. */
  static boolean isPrivate(Network network) {
    return PRIVATE_USE.stream().anyMatch(range -> range.contains(network));
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... written) {
    return java.util.Arrays.stream(written).map(Network::parse).toList();
  }
}
