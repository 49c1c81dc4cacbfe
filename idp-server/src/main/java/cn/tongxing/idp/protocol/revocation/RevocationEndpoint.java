package cn.tongxing.idp.protocol.revocation;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.grant.EndGrants;
import cn.tongxing.idp.protocol.grant.FindGrant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;

@Configuration(proxyBeanMethods = false)
class RevocationEndpoint {

  @Bean
  EndpointFilter revocationFilter(
      AccessTokens tokens, FindGrant find, EndGrants end, BackChannelErrors errors) {
    var filter =
        new OAuth2TokenRevocationEndpointFilter(
            new ProviderManager(new Revoke(tokens, find, end)), Endpoints.REVOKE);
    filter.setAuthenticationFailureHandler(errors);
    return new EndpointFilter(EndpointFilter.ENDPOINT, filter);
  }
}
