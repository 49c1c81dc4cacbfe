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

/**
 * Takes tokens back for the client they were issued to. A refresh token takes its grant along, and
 * so every access token of it (RFC 7009 2.1); an access token goes alone. Anything else, another
 * client's token too, is answered alike and changes nothing.
 */
final class Revoke implements AuthenticationProvider {

  private final AccessTokens accessTokens;
  private final FindGrant find;
  private final EndGrants end;

  Revoke(AccessTokens accessTokens, FindGrant find, EndGrants end) {
    this.accessTokens = accessTokens;
    this.find = find;
    this.end = end;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenRevocationAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenRevocationAuthenticationToken) authentication;
    var caller = AuthenticatedClient.of(request.getPrincipal());
    var grant = find.toEnd(caller.client(), request.getToken());
    if (grant.isPresent()) {
      end.revoke(grant.get(), caller.origin());
      return request;
    }
    accessTokens
        .read(request.getToken())
        .filter(facts -> facts.client().equals(caller.client().id()))
        .ifPresent(facts -> {
          var event =
              AuditEvent.of(AuditEventType.GRANT_REVOKED, caller.origin()).client(facts.client());
          end.revokeToken(
              facts.jti(), facts.expiresAt(), facts.grant().map(event::grant).orElse(event));
        });
    return request;
  }
}
