package cn.tongxing.idp.login.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What an address is counted with. */
final class AddressRange {

  private AddressRange() {}

  /** Hex of the network's bytes, /24 of IPv4 or /48 of IPv6; one for what is no address. */
  static String of(String address) {
    return of(address, 3);
  }

  /** The same of one line: an IPv4 address, or the /48 that one holder of IPv6 addresses has. */
  static String line(String address) {
    return of(address, 4);
  }

  private static String of(String address, int ofFour) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      int length = parsed instanceof Inet6Address ? 6 : ofFour;
      return HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), length));
    } catch (IllegalArgumentException e) {
      return "none";
    }
  }
}
