package cn.tongxing.idp.platform.connector;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts it into the container. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> readingOfRequests() {
    return factory -> factory.setProtocol(TimedHttp11.class.getName());
  }
}
