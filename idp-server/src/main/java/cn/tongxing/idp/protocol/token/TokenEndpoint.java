package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;

/** The engine's filters of the back channel, with our converters and providers in them. */
@Configuration(proxyBeanMethods = false)
class TokenEndpoint {

  private static final Set<String> NEEDING_A_CLIENT =
      Set.of(Endpoints.TOKEN, Endpoints.INTROSPECT, Endpoints.REVOKE);

  @Bean
  EndpointFilter clientAuthenticationFilter(ClientAuthentication decision) {
    var filter =
        new OAuth2ClientAuthenticationFilter(
            new ProviderManager(decision),
            request ->
                request.getMethod().equals("POST")
                    && NEEDING_A_CLIENT.contains(request.getRequestURI()));
    filter.setAuthenticationConverter(new ClientAttemptConverter());
    filter.setAuthenticationFailureHandler(TokenEndpoint::refuse);
    return new EndpointFilter(EndpointFilter.CLIENT_AUTHENTICATION, filter);
  }

  @Bean
  EndpointFilter tokenFilter(
      CodeGrant code, RefreshGrant refresh, ClientCredentialsGrant clientCredentials) {
    var filter =
        new OAuth2TokenEndpointFilter(
            new ProviderManager(code, refresh, clientCredentials), Endpoints.TOKEN);
    filter.setAuthenticationConverter(
        new DelegatingAuthenticationConverter(
            List.of(
                new OAuth2AuthorizationCodeAuthenticationConverter(),
                new OAuth2RefreshTokenAuthenticationConverter(),
                new OAuth2ClientCredentialsAuthenticationConverter())));
    return new EndpointFilter(EndpointFilter.ENDPOINT, filter);
  }

  /** As RFC 6749 5.2 says; the engine's own handler leaves the challenge out. */
  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    String code =
        failure instanceof OAuth2AuthenticationException refused
            ? refused.getError().getErrorCode()
            : OAuth2ErrorCodes.SERVER_ERROR;
    boolean client = code.equals(OAuth2ErrorCodes.INVALID_CLIENT);
    response.setStatus(client ? 401 : 400);
    if (client) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"tongxing\", charset=\"UTF-8\"");
    }
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(("{\"error\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8));
  }
}
