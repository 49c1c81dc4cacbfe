package cn.tongxing.idp.platform;

import cn.tongxing.idp.kernel.Issuer;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The issuer, from property {@code idp.issuer}; an unsafe one stops the start. */
@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

  @Bean
  Issuer issuer(@Value("${idp.issuer:http://localhost:${server.port:9000}}") URI uri) {
    return new Issuer(uri);
  }
}
