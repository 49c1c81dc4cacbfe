package cn.tongxing.idp.session.backchannel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Resolves a receiver's host once and hands out an address to connect to, so that a second answer
 * of the name service cannot lead elsewhere. Only public addresses; if one of a host's is not, none
 * is.
 */
@Component
class ReceiverAddresses {

  private final OutboundSettings settings;

  ReceiverAddresses(OutboundSettings settings) {
    this.settings = settings;
  }

  /** An address that may be connected to; empty if the host has none, or one that may not. */
  Optional<InetAddress> resolve(String host) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    return Arrays.stream(all).allMatch(this::isAllowed) ? Optional.of(all[0]) : Optional.empty();
  }

  private boolean isAllowed(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return settings.allowLoopback();
    }
    return isPublic(address);
  }

  /** Registries: RFC 6890 and its successors at IANA (special-purpose addresses). */
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    int third = bytes[2] & 0xFF;
    boolean shared = first == 100 && second >= 64 && second < 128;
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    boolean documentation =
        (first == 192 && second == 0 && (third == 0 || third == 2))
            || (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 240 && !shared && !benchmark && !documentation;
  }

  /** Only 2000::/3 is in use; of that, tunnels lead to addresses that nobody has looked at. */
  private static boolean isPublic6(byte[] bytes) {
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    boolean global = (first & 0xE000) == 0x2000;
    boolean tunnel = first == 0x2002 || (first == 0x2001 && second == 0);
    boolean documentation = (first == 0x2001 && second == 0x0DB8) || first == 0x3FFF;
    return global && !tunnel && !documentation;
  }
}
