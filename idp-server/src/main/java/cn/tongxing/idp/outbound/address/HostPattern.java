package cn.tongxing.idp.outbound.address;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host by name, or with {@code *.} before it every host below that name.
 *
 * @param name in lower case
 * @param below whether the hosts below it are meant, and not itself
 */
public record HostPattern(String name, boolean below) {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none, or stands for a whole top-level domain
   */
  public static HostPattern parse(String written) {
    String name = written.strip().toLowerCase(Locale.ROOT);
    boolean below = name.startsWith("*.");
    String rest = below ? name.substring(2) : name;
    if (!NAME.matcher(rest).matches() || (below && !rest.contains("."))) {
      throw new IllegalArgumentException(
          written + " is neither a host name nor *. before a name of two labels");
    }
    return new HostPattern(rest, below);
  }

  /** Whether a host is meant; case does not matter. */
  public boolean matches(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return below ? lower.endsWith("." + name) : lower.equals(name);
  }
}
