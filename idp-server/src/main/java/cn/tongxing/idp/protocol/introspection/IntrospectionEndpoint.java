package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.grant.FindGrant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;

@Configuration(proxyBeanMethods = false)
class IntrospectionEndpoint {

  @Bean
  EndpointFilter introspectionFilter(
      AccessTokens tokens,
      FindGrant grants,
      Profiles profiles,
      PairwiseSubjects subjects,
      Issuer issuer) {
    return new EndpointFilter(
        EndpointFilter.ENDPOINT,
        new OAuth2TokenIntrospectionEndpointFilter(
            new ProviderManager(new Introspect(tokens, grants, profiles, subjects, issuer)),
            Endpoints.INTROSPECT));
  }
}
