package cn.tongxing.idp.client.apply;

import java.net.IDN;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A host in {@code xn--} writing (RFC 5890). */
final class InternationalHost {

  private static final String PREFIX = "xn--";

  /** Chinese characters beside plain ASCII: nothing of another script looks like these. */
  private static final Pattern CHINESE = Pattern.compile("[\\p{IsHan}a-z0-9-]+");

  private InternationalHost() {}

  static boolean is(String host) {
    return host.contains(PREFIX);
  }

  /** Whether each label is Chinese and is written in the one way there is. */
  static boolean isChinese(String host) {
    try {
      String decoded = IDN.toUnicode(host);
      return IDN.toASCII(decoded).equals(host)
          && Arrays.stream(decoded.split("\\."))
              .allMatch(label -> !label.startsWith(PREFIX) && CHINESE.matcher(label).matches());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** An address, with the host as people read it beside it if that is another writing. */
  static String shown(String address) {
    String host = URI.create(address).getHost();
    return host != null && is(host) ? address + " (" + IDN.toUnicode(host) + ")" : address;
  }
}
