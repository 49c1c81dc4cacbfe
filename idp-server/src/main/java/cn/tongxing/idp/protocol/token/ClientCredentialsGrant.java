package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.claims.Scope;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/** {@code grant_type=client_credentials} (RFC 6749 4.4): for the client itself, never a person. */
final class ClientCredentialsGrant implements AuthenticationProvider {

  private final TokenAnswer answer;
  private final Audiences audiences;
  private final Audit audit;

  ClientCredentialsGrant(TokenAnswer answer, Audiences audiences, Audit audit) {
    this.answer = answer;
    this.audiences = audiences;
    this.audit = audit;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2ClientCredentialsAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2ClientCredentialsAuthenticationToken) authentication;
    var principal = AuthenticatedClient.of(authentication);
    GrantTypes.require(principal, GrantType.CLIENT_CREDENTIALS);
    Audience audience =
        audiences
            .chosen(principal.client(), AskedResources.of(request.getAdditionalParameters()))
            .orElseThrow(() -> RefusedRequest.because(BackChannelError.RESOURCE_REFUSED));
    Set<String> allowed =
        audience.scopes(principal.client().permissions().scopes()).stream()
            .filter(scope -> !Scope.isPersonal(scope))
            .collect(Collectors.toUnmodifiableSet());
    if (!allowed.containsAll(request.getScopes())) {
      throw RefusedRequest.because(BackChannelError.SCOPE_NOT_FOR_A_CLIENT);
    }
    Set<String> scopes = request.getScopes().isEmpty() ? allowed : request.getScopes();
    audit.record(
        AuditEvent.of(AuditEventType.TOKEN_ISSUED, principal.origin())
            .client(principal.client().id())
            .detail("scope", String.join(" ", new TreeSet<>(scopes))));
    return answer.of(principal, scopes, audience);
  }
}
