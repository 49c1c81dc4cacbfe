package cn.tongxing.idp.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a request came from, as far as the trail and the limits need it.
 *
 * @param address the browser's IP address as established by the trusted proxy rules
 * @param userAgent at most 200 characters, untrusted
 * @param within whose doing it is, where a sign-in says it: every event of it says so in the trail
 */
public record RequestOrigin(String address, String userAgent, Optional<Within> within) {

  /** The server itself: commands and background work. */
  public static final RequestOrigin SERVER = new RequestOrigin("", "");

  /**
   * A sign-in that acts, and the session in which it does; empty until there is one.
   *
   * @param signIn that began the session or last added to it
   */
  public record Within(Optional<SessionId> session, SignInId signIn) {}

  public RequestOrigin {
    userAgent = userAgent.length() > 200 ? userAgent.substring(0, 200) : userAgent;
  }

  /** Of nobody who has signed in. */
  public RequestOrigin(String address, String userAgent) {
    this(address, userAgent, Optional.empty());
  }

  /** The same, of what a sign-in does before there is a session. */
  public RequestOrigin during(SignInId signIn) {
    return new RequestOrigin(address, userAgent, Optional.of(new Within(Optional.empty(), signIn)));
  }

  /** The same, of what is done in a session. */
  public RequestOrigin in(SessionId session, SignInId signIn) {
    return new RequestOrigin(
        address, userAgent, Optional.of(new Within(Optional.of(session), signIn)));
  }

  /** What one holder has: an IPv4 address, or the /48 of IPv6; hex. One for what is no address. */
  public String line() {
    return range(4);
  }

  /** What is counted together: the /24 of IPv4, or the /48 of IPv6; hex. */
  public String network() {
    return range(3);
  }

  /**
   * What a page shows of the address: the /24 of IPv4 or the /48 of IPv6; blank for what is no
   * address.
   */
  public String masked() {
    try {
      byte[] parsed = InetAddress.ofLiteral(address).getAddress();
      if (parsed.length == 4) {
        return "%d.%d.%d.*".formatted(parsed[0] & 0xFF, parsed[1] & 0xFF, parsed[2] & 0xFF);
      }
      HexFormat hex = HexFormat.of();
      return "%s:%s:%s::*"
          .formatted(
              hex.formatHex(parsed, 0, 2),
              hex.formatHex(parsed, 2, 4),
              hex.formatHex(parsed, 4, 6));
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
  }

  private String range(int ofFour) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      int length = parsed instanceof Inet6Address ? 6 : ofFour;
      return HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), length));
    } catch (IllegalArgumentException notAnAddress) {
      return "none";
    }
  }
}
