package cn.tongxing.idp.platform.probe;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code idp.management.*}: the port of {@code /livez}, {@code /readyz}, {@code /metrics}
 * and {@code /adapters}.
 *
 * @param address an address of this machine; loopback unless named otherwise. It answers whatever
 *     host is asked for, so also a load balancer that knows addresses only
 * @param port 0 for none
 * @param warmUp whether the first pages are made once before the node is ready, 20 seconds at most
 */
@ConfigurationProperties("idp.management")
record ManagementSettings(
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("9010") int port,
    @DefaultValue("true") boolean warmUp) {

  ManagementSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("idp.management.port: from 1 to 65535, or 0 for none");
    }
    if (address.isBlank()) {
      throw new IllegalArgumentException(
          "idp.management.address: an address of this machine; 0.0.0.0 for all of them");
    }
  }
}
