package cn.tongxing.idp.platform.web;

import cn.tongxing.idp.kernel.Issuer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What the container says and does by itself. */
@Configuration(proxyBeanMethods = false)
class ContainerConfiguration {

  /** After Spring Boot's own, so that it is the nearest to the request and answers first. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadableRequests(Issuer issuer) {
    return factory ->
        factory.addContextCustomizers(context ->
            context
                .getParent()
                .getPipeline()
                .addValve(new UnreadableRequests(new SecurityHeadersFilter(issuer.uri()))));
  }

  /** After Spring Boot has read {@code server.ssl}. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> strictTls() {
    return factory -> factory.addConnectorCustomizers(StrictTls::apply);
  }
}
