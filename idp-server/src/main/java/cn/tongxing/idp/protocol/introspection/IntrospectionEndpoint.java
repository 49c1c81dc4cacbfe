package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.grant.FindGrant;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class IntrospectionEndpoint {

  @Bean
  EndpointFilter introspectionFilter(
      AccessTokens tokens,
      Clients clients,
      Audiences audiences,
      FindGrant grants,
      Profiles profiles,
      PairwiseSubjects subjects,
      Issuer issuer,
      BackChannelErrors errors,
      JsonMapper json) {
    var filter =
        new OAuth2TokenIntrospectionEndpointFilter(
            new ProviderManager(
                new Introspect(tokens, clients, audiences, grants, profiles, subjects, issuer)),
            Endpoints.INTROSPECT);
    filter.setAuthenticationFailureHandler(errors);
    filter.setAuthenticationSuccessHandler((_, response, answer) ->
        write(json, (OAuth2TokenIntrospectionAuthenticationToken) answer, response));
    return new EndpointFilter(EndpointFilter.ENDPOINT, filter);
  }

  /** The engine's own handler goes through a message converter, which costs more than the rest. */
  private static void write(
      JsonMapper json,
      OAuth2TokenIntrospectionAuthenticationToken answer,
      HttpServletResponse response)
      throws IOException {
    var body = new LinkedHashMap<String, Object>();
    answer
        .getTokenClaims()
        .getClaims()
        .forEach((name, value) -> body.put(name, written(name, value)));
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }

  /** Times in seconds, scopes as one text (RFC 7662 2.2). */
  private static Object written(String name, Object value) {
    return switch (value) {
      case Instant time -> time.getEpochSecond();
      case Collection<?> scopes when name.equals("scope") ->
          StringUtils.collectionToDelimitedString(scopes, " ");
      default -> value;
    };
  }
}
