package cn.tongxing.idp.protocol.crossorigin;

import cn.tongxing.idp.client.BrowserOrigins;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.protocol.EndpointFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CrossOriginConfiguration {

  @Bean
  EndpointFilter crossOriginFilter(BrowserOrigins origins, Clients clients) {
    return new EndpointFilter(EndpointFilter.FIRST, new CrossOrigin(origins, clients));
  }
}
