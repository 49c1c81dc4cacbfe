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
  WebSettings {
    trustedProxies = List.copyOf(trustedProxies);
    trustedProxies.forEach(WebSettings::refuseEverybody);
  }

  List<IpAddressMatcher> proxyMatchers() {
    return trustedProxies.stream().map(IpAddressMatcher::new).toList();
  }

  private static void refuseEverybody(String range) {
    if (range.endsWith("/0")) {
      throw new IllegalArgumentException(
          "idp.web.trusted-proxies: " + range + " would believe everybody");
    }
  }
}
