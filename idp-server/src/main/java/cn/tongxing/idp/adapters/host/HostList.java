package cn.tongxing.idp.adapters.host;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Hosts that a configuration names. An empty list allows nothing; there are no wildcards. */
final class HostList {

  private final Set<String> entries;

  HostList(List<String> entries) {
    this.entries =
        entries.stream().map(e -> e.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  /** Whether an http or https address leads to a named host, at the named or the usual port. */
  boolean allows(URI uri) {
    int usual = usualPort(uri);
    if (uri.getHost() == null || uri.getRawUserInfo() != null || usual < 0) {
      return false;
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() == -1 ? usual : uri.getPort();
    return entries.contains(host + ":" + port) || (port == usual && entries.contains(host));
  }

  private static int usualPort(URI uri) {
    return switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
      case "https" -> 443;
      case "http" -> 80;
      default -> -1;
    };
  }
}
