package cn.tongxing.idp.protocol.revocation;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.grant.EndGrants;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.token.AuthenticatedClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenRevocationAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Takes back what the client shows, if it is the client's own; whatever else comes is answered the same
 * (2.2: an invalid token is no error).
 */
@Component
class RevokeToken implements AuthenticationProvider {

  private final AccessTokens accessTokens;
  private final FindGrant grants;
  private final EndGrants ends;

  RevokeToken(AccessTokens accessTokens, FindGrant grants, EndGrants ends) {
    this.accessTokens = accessTokens;
    this.grants = grants;
    this.ends = ends;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenRevocationAuthenticationToken) authentication;
    var client = AuthenticatedClient.of(request.getPrincipal());
    grants
        .ofRefreshToken(client.client(), request.getToken())
        .ifPresentOrElse(
            grant -> ends.revoke(grant, client.origin()),
            () -> revokeAccessToken(client, request.getToken()));
    return request;
  }

  private void revokeAccessToken(AuthenticatedClient client, String token) {
    accessTokens
        .read(token)
        .filter(facts -> facts.client().equals(client.client().id()))
        .ifPresent(facts -> ends.revokeToken(facts.jti(), facts.expiresAt(), event(client, facts)));
  }

  private static AuditEvent event(AuthenticatedClient client, AccessTokens.Facts facts) {
    AuditEvent event =
        AuditEvent.of(AuditEventType.GRANT_REVOKED, client.origin()).client(client.client().id());
    return facts.grant().map(event::grant).orElse(event);
  }
}
