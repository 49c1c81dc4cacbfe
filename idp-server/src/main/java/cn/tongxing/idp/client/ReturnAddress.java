package cn.tongxing.idp.client;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A redirect URI is byte for byte a registered one (RFC 9700 2.1); only of a public client may the
 * port of a literal loopback address differ (RFC 8252 7.3), since a native application cannot
 * choose it. A confidential one runs on a server, which can.
 */
final class ReturnAddress {

  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127\\.0\\.0\\.1|\\[::1])(?::([0-9]{1,5}))?(/[^#]*)?");

  private ReturnAddress() {}

  static boolean matches(String registered, String presented, boolean anyPort) {
    return registered.equals(presented) || (anyPort && differsInPortOnly(registered, presented));
  }

  private static boolean differsInPortOnly(String registered, String presented) {
    Matcher one = LOOPBACK.matcher(registered);
    Matcher other = LOOPBACK.matcher(presented);
    return one.matches()
        && other.matches()
        && one.group(1).equals(other.group(1))
        && Objects.equals(one.group(3), other.group(3))
        && isPort(other.group(2));
  }

  private static boolean isPort(@Nullable String port) {
    return port == null || (!port.startsWith("0") && Integer.parseInt(port) <= 65535);
  }
}
