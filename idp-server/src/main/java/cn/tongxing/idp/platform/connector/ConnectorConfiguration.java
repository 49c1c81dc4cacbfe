package cn.tongxing.idp.platform.connector;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts it into the container. */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

  private static final int UNLIMITED = -1;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> readingOfRequests() {
    return factory -> factory.setProtocol(TimedHttp11.class.getName());
  }

  /**
   * The size of the headers limits cookies and languages enough. Beyond the container's number of
   * them it throws at whoever reads the first one, which would be a failure of ours: a browser set
   * to six languages sends a dozen.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> manyCookiesAndLanguages() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setMaxCookieCount(UNLIMITED);
          connector.setMaxLocaleCount(UNLIMITED);
        });
  }
}
