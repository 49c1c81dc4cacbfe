package cn.tongxing.idp.session.kiosk;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Self-service machines ({@code docs/operations/kiosks.md}).
 *
 * @param networks address ranges (CIDR) in which every browser is a kiosk's, and a key counts;
 *     without any, keys alone do
 * @param start page that a machine goes back to: a path of this server, or an https address
 * @param idle without a touch; 20 to 60 seconds
 * @param applications client ids, in the order in which the start page of a machine offers them;
 *     without any, all that sign persons in and have a home page
 */
@ConfigurationProperties("idp.kiosks")
record KioskSettings(
    @DefaultValue List<String> networks,
    @DefaultValue("/") String start,
    @DefaultValue("60s") Duration idle,
    @DefaultValue List<String> applications) {

  KioskSettings {
    networks = List.copyOf(networks);
    applications = List.copyOf(applications);
    networks.forEach(KioskSettings::matcher);
    if (idle.compareTo(Duration.ofSeconds(20)) < 0 || idle.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("idp.kiosks.idle must be 20 to 60 seconds");
    }
    boolean path = start.startsWith("/") && !start.startsWith("//");
    if (!path && !start.startsWith("https://")) {
      throw new IllegalArgumentException("idp.kiosks.start must be a path or an https address");
    }
  }

  List<IpAddressMatcher> matchers() {
    return networks.stream().map(KioskSettings::matcher).toList();
  }

  private static IpAddressMatcher matcher(String range) {
    try {
      return new IpAddressMatcher(range);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("idp.kiosks.networks: no address range: " + range, e);
    }
  }
}
