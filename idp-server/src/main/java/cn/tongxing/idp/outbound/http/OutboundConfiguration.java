package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the one client. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundSettings.class)
class OutboundConfiguration {

  @Bean(destroyMethod = "close")
  PinnedHttp guardedHttp(AddressPolicy policy, OutboundSettings settings) {
    return new PinnedHttp(policy, settings, InetAddress::getAllByName);
  }
}
