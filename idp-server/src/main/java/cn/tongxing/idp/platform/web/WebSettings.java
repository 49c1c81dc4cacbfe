package cn.tongxing.idp.platform.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * @param trustedProxies address ranges (CIDR) of TLS-terminating proxies whose {@code
 *     X-Forwarded-For} and {@code X-Forwarded-Proto} are believed; empty means nobody's are
 */
@ConfigurationProperties("idp.web")
record WebSettings(@DefaultValue List<String> trustedProxies) {

  private static final int SHORTEST_PREFIX_4 = 8;
  private static final int SHORTEST_PREFIX_6 = 7; // fc00::/7, addresses of one's own

  WebSettings {
    trustedProxies = List.copyOf(trustedProxies);
    trustedProxies.forEach(WebSettings::refuseHalfTheWorld);
  }

  List<IpAddressMatcher> proxyMatchers() {
    return trustedProxies.stream().map(IpAddressMatcher::new).toList();
  }

  /** Not only everybody: two halves of the world are the world too. */
  private static void refuseHalfTheWorld(String range) {
    int slash = range.indexOf('/');
    String bits = range.substring(slash + 1);
    int shortest = range.contains(":") ? SHORTEST_PREFIX_6 : SHORTEST_PREFIX_4;
    if (slash >= 0 && (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) < shortest)) {
      throw new IllegalArgumentException(
          "idp.web.trusted-proxies: " + range + " would believe far more than proxies");
    }
  }
}
