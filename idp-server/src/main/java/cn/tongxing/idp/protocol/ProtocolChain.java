package cn.tongxing.idp.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;

/**
 * The lean chain of the protocol's paths: the endpoints' own filters and nothing else. No session,
 * no CSRF token, no request cache: back-channel endpoints authenticate each request, and the pages
 * among them carry a proof bound to browser and step.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProtocolSettings.class)
class ProtocolChain {

  private static final Set<String> WELL_KNOWN =
      Set.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain protocol(List<EndpointFilter> endpoints) {
    var filters =
        endpoints.stream()
            .sorted(Comparator.comparingInt(EndpointFilter::place))
            .map(EndpointFilter::filter)
            .toList();
    return new DefaultSecurityFilterChain(
        request -> {
          String path = request.getRequestURI();
          return path.startsWith("/oauth2/") || WELL_KNOWN.contains(path);
        },
        filters);
  }
}
