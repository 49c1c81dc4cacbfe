package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.client.Resources;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.protocol.grant.FindGrant;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.token.AuthenticatedClient;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

/**
 * Says of a token whether it is good, to the client it was issued to or is meant for. To anybody
 * else every token looks like none. One indexed read, no write.
 */
final class Introspect implements AuthenticationProvider {

  private final AccessTokens accessTokens;
  private final Clients clients;
  private final Resources resources;
  private final FindGrant grants;
  private final Profiles profiles;
  private final PairwiseSubjects subjects;
  private final Issuer issuer;

  Introspect(
      AccessTokens accessTokens,
      Clients clients,
      Resources resources,
      FindGrant grants,
      Profiles profiles,
      PairwiseSubjects subjects,
      Issuer issuer) {
    this.accessTokens = accessTokens;
    this.clients = clients;
    this.resources = resources;
    this.grants = grants;
    this.profiles = profiles;
    this.subjects = subjects;
    this.issuer = issuer;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
    var caller = AuthenticatedClient.of(request.getPrincipal());
    if (caller.client().authentication() == AuthenticationMethod.NONE) {
      // RFC 7662 2.1: the caller must be authorized, and a public client is anybody
      throw RefusedRequest.because(BackChannelError.PUBLIC_CLIENT_INTROSPECTS);
    }
    var answer =
        ofAccessToken(caller.client(), request.getToken())
            .or(() -> ofRefreshToken(caller.client(), request.getToken()))
            .orElseGet(() -> OAuth2TokenIntrospection.builder(false).build());
    return new OAuth2TokenIntrospectionAuthenticationToken(request.getToken(), caller, answer);
  }

  private Optional<OAuth2TokenIntrospection> ofAccessToken(Client caller, String token) {
    return accessTokens
        .read(token)
        .filter(facts -> facts.client().equals(caller.id()) || serves(caller, facts.audience()))
        // the cached registry: a disabled client's tokens are no good anywhere
        .filter(facts -> clients.find(facts.client()).isPresent())
        .filter(this::isAlive)
        .map(facts ->
            describe(facts.scopes())
                .clientId(facts.client().value())
                .subject(facts.subject())
                .audience(facts.audience())
                .tokenType("Bearer")
                .id(facts.jti())
                .issuedAt(facts.issuedAt())
                .expiresAt(facts.expiresAt())
                .build());
  }

  /** Whether a client is the own one of the resource server behind a resource. */
  private boolean serves(Client caller, String audience) {
    return resources
        .find(audience)
        .filter(resource -> resource.server().equals(caller.id()))
        .isPresent();
  }

  private boolean isAlive(AccessTokens.Facts facts) {
    return facts
        .grant()
        .map(grant -> grants.ofAccessToken(grant, facts.jti()).filter(this::isOfActive).isPresent())
        .orElseGet(() -> !grants.isRevoked(facts.jti()));
  }

  private Optional<OAuth2TokenIntrospection> ofRefreshToken(Client caller, String token) {
    return grants
        .ofRefreshToken(caller, token)
        .filter(this::isOfActive)
        .map(grant -> describe(caller, grant));
  }

  private boolean isOfActive(Grant grant) {
    return profiles.isActive(grant.person());
  }

  private OAuth2TokenIntrospection describe(Client caller, Grant grant) {
    return describe(grant.scopes())
        .clientId(caller.id().value())
        .subject(subjects.subject(caller, grant.person()))
        .issuedAt(grant.createdAt())
        .expiresAt(grant.expiresAt())
        .build();
  }

  private OAuth2TokenIntrospection.Builder describe(Set<String> scopes) {
    return OAuth2TokenIntrospection.builder(true)
        .issuer(issuer.toString())
        .scopes(all -> all.addAll(new ArrayList<>(new TreeSet<>(scopes))));
  }
}
