package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;

@Configuration(proxyBeanMethods = false)
class IntrospectionEndpoint {

  @Bean
  EndpointFilter introspectionFilter(Introspect introspect) {
    return new EndpointFilter(
        EndpointFilter.ENDPOINT,
        new OAuth2TokenIntrospectionEndpointFilter(
            new ProviderManager(introspect), Endpoints.INTROSPECT));
  }
}
