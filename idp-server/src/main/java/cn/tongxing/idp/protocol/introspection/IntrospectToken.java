package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.token.AuthenticatedClient;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.stereotype.Component;

/** Decides what a client may know of a token. Reads only. */
@Component
class IntrospectToken implements AuthenticationProvider {

  private final AccessTokens accessTokens;
  private final FindGrant grants;
  private final Issuer issuer;

  IntrospectToken(AccessTokens accessTokens, FindGrant grants, Issuer issuer) {
    this.accessTokens = accessTokens;
    this.grants = grants;
    this.issuer = issuer;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
    var principal = AuthenticatedClient.of(request.getPrincipal());
    OAuth2TokenIntrospection answer =
        ofAccessToken(principal.client(), request.getToken())
            .or(() -> ofRefreshToken(principal.client(), request.getToken()))
            .orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
    return new OAuth2TokenIntrospectionAuthenticationToken(request.getToken(), principal, answer);
  }

  private Optional<OAuth2TokenIntrospection> ofAccessToken(Client client, String token) {
    return accessTokens
        .read(token)
        .filter(facts -> mayKnow(client, facts))
        .filter(this::lives)
        .map(this::describe);
  }

  private static boolean mayKnow(Client client, AccessTokens.Facts facts) {
    return facts.client().equals(client.id()) || facts.audience().equals(client.id().value());
  }

  private boolean lives(AccessTokens.Facts facts) {
    return facts.grant().isPresent()
        ? grants.ofAccessToken(facts.grant().get(), facts.jti()).isPresent()
        : !grants.isRevoked(facts.jti());
  }

  private OAuth2TokenIntrospection describe(AccessTokens.Facts facts) {
    return OAuth2TokenIntrospection.builder(true)
        .issuer(issuer.toString())
        .subject(facts.subject())
        .audience(facts.audience())
        .clientId(facts.client().value())
        .scopes(scopes -> scopes.addAll(new TreeSet<>(facts.scopes())))
        .tokenType("Bearer")
        .issuedAt(facts.issuedAt())
        .expiresAt(facts.expiresAt())
        .id(facts.jti())
        .build();
  }

  /** A refresh token is the business of its own client alone; no subject is said. */
  private Optional<OAuth2TokenIntrospection> ofRefreshToken(Client client, String token) {
    return grants.ofRefreshToken(client, token).map(this::describe);
  }

  private OAuth2TokenIntrospection describe(Grant grant) {
    return OAuth2TokenIntrospection.builder(true)
        .issuer(issuer.toString())
        .clientId(grant.client().value())
        .scopes(scopes -> scopes.addAll(List.copyOf(new TreeSet<>(grant.scopes()))))
        .issuedAt(grant.createdAt())
        .expiresAt(grant.expiresAt())
        .build();
  }
}
