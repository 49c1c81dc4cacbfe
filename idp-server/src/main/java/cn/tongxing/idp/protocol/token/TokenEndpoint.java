package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.protocol.EndpointFilter;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.ExactPath;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.grant.EndGrants;
import cn.tongxing.idp.protocol.grant.RedeemCode;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2RefreshTokenAuthenticationConverter;
import org.springframework.security.web.authentication.DelegatingAuthenticationConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The engine's filters of the back channel, with our converters and providers in them. The
 * providers are no beans: Spring Security would take them for ways in which people sign in.
 */
@Configuration(proxyBeanMethods = false)
class TokenEndpoint {

  private static final Set<String> NEEDING_A_CLIENT =
      Set.of(Endpoints.TOKEN, Endpoints.INTROSPECT, Endpoints.REVOKE);

  /**
   * POST and nothing else (RFC 6749 3.2, RFC 7662 2.1, RFC 7009 2.1), and answers that nobody keeps
   * (RFC 6749 5.1).
   */
  @Bean
  EndpointFilter postOnlyFilter() {
    return ExactPath.before(
        NEEDING_A_CLIENT,
        Set.of("POST"),
        (_, response) -> response.setHeader("Pragma", "no-cache"));
  }

  @Bean
  EndpointFilter readableFormFilter(BackChannelErrors errors) {
    return new EndpointFilter(EndpointFilter.FORM, new ReadableForm(NEEDING_A_CLIENT, errors));
  }

  @Bean
  EndpointFilter clientAuthenticationFilter(
      Clients clients,
      ClientSecrets secrets,
      CheckAssertion assertions,
      EngineClients engine,
      Audit audit,
      BackChannelErrors errors) {
    var filter =
        new OAuth2ClientAuthenticationFilter(
            new ProviderManager(
                new ClientAuthentication(clients, secrets, assertions, engine, audit)),
            request ->
                request.getMethod().equals("POST")
                    && NEEDING_A_CLIENT.contains(request.getRequestURI()));
    filter.setAuthenticationConverter(new ClientAttemptConverter());
    filter.setAuthenticationFailureHandler(errors);
    return new EndpointFilter(EndpointFilter.CLIENT_AUTHENTICATION, filter);
  }

  @Bean
  EndpointFilter tokenFilter(
      RedeemCode codes,
      RotateRefreshToken refreshTokens,
      EndGrants end,
      Audiences audiences,
      TokenAnswer answers,
      Audit audit,
      BackChannelErrors errors,
      JsonMapper json) {
    var filter =
        new OAuth2TokenEndpointFilter(
            new ProviderManager(
                new CodeGrant(codes, answers, audiences, end),
                new RefreshGrant(refreshTokens, answers, audiences),
                new ClientCredentialsGrant(answers, audiences, audit)),
            Endpoints.TOKEN);
    filter.setAuthenticationConverter(
        new DelegatingAuthenticationConverter(
            List.of(
                new OAuth2AuthorizationCodeAuthenticationConverter(),
                new OAuth2RefreshTokenAuthenticationConverter(),
                new OAuth2ClientCredentialsAuthenticationConverter())));
    filter.setAuthenticationFailureHandler(errors);
    filter.setAuthenticationSuccessHandler((_, response, answer) ->
        write(json, (OAuth2AccessTokenAuthenticationToken) answer, response));
    return new EndpointFilter(EndpointFilter.ENDPOINT, filter);
  }

  /**
   * The engine's own handler reads the system clock for {@code expires_in} and goes through a
   * message converter; this one says what the token says.
   */
  private static void write(
      JsonMapper json, OAuth2AccessTokenAuthenticationToken answer, HttpServletResponse response)
      throws IOException {
    var access = answer.getAccessToken();
    var body = new LinkedHashMap<String, Object>();
    body.put("access_token", access.getTokenValue());
    body.put("token_type", access.getTokenType().getValue());
    body.put(
        "expires_in",
        Duration.between(
                Objects.requireNonNull(access.getIssuedAt()),
                Objects.requireNonNull(access.getExpiresAt()))
            .toSeconds());
    if (answer.getRefreshToken() != null) {
      body.put("refresh_token", answer.getRefreshToken().getTokenValue());
    }
    body.putAll(answer.getAdditionalParameters());
    if (!access.getScopes().isEmpty()) {
      body.put("scope", String.join(" ", new TreeSet<>(access.getScopes())));
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
