package cn.tongxing.idp.login.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that an address is counted with: /24 of IPv4, /48 of IPv6. */
final class AddressRange {

  private AddressRange() {}

  /** Hex of the network's bytes; one common range for what is no address. */
  static String of(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      int length = parsed instanceof Inet6Address ? 6 : 3;
      return HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), length));
    } catch (IllegalArgumentException e) {
      return "none";
    }
  }
}
