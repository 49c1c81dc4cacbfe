package cn.tongxing.idp.protocol.introspection;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.AccessTokens.Facts;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.claims.Audience.Registered;
import cn.tongxing.idp.protocol.claims.Audiences;
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
  private final Audiences audiences;
  private final FindGrant grants;
  private final Profiles profiles;
  private final PairwiseSubjects subjects;
  private final Issuer issuer;

  Introspect(
      AccessTokens accessTokens,
      Clients clients,
      Audiences audiences,
      FindGrant grants,
      Profiles profiles,
      PairwiseSubjects subjects,
      Issuer issuer) {
    this.accessTokens = accessTokens;
    this.clients = clients;
    this.audiences = audiences;
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
    if (caller.client().authentication().isNone()) {
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
        .flatMap(facts -> scopes(caller, facts).map(scopes -> describe(facts, scopes)));
  }

  /**
   * What a token is good for by the cached registry as it is now, and tells the caller of; empty if
   * for nothing: its client is disabled, may not use the audience any more, or has lost every scope
   * of the token.
   */
  private Optional<Set<String>> scopes(Client caller, Facts facts) {
    return clients
        .find(facts.client())
        .flatMap(client ->
            audiences
                .of(client, facts.audience())
                .filter(audience -> client.id().equals(caller.id()) || isOf(audience, caller))
                .flatMap(audience -> standing(client, facts).map(audience::scopes)))
        .map(facts::scopesAmong)
        .filter(left -> !left.isEmpty() || facts.scopes().isEmpty());
  }

  /** Whether a client is the own one of the resource server behind an audience. */
  private static boolean isOf(Audience audience, Client caller) {
    return audience instanceof Registered(_, Client server) && server.id().equals(caller.id());
  }

  /** The scopes that a token that was not taken back rests on, as far as its client has them. */
  private Optional<Set<String>> standing(Client client, Facts facts) {
    if (facts.grant().isPresent()) {
      return grants
          .ofAccessTokenOfActive(client, facts.grant().get(), facts.jti())
          .map(Grant::scopes);
    }
    return Optional.of(client)
        .filter(own -> own.permissions().grantTypes().contains(GrantType.CLIENT_CREDENTIALS))
        .filter(_ -> !grants.isRevoked(facts.jti()))
        .map(own -> own.permissions().scopes());
  }

  private OAuth2TokenIntrospection describe(Facts facts, Set<String> scopes) {
    var answer =
        describe(scopes)
            .clientId(facts.client().value())
            .subject(facts.subject())
            .audience(facts.audience())
            .tokenType(facts.constraint().tokenType())
            .id(facts.jti())
            .issuedAt(facts.issuedAt())
            .expiresAt(facts.expiresAt());
    // RFC 9449 6.2, RFC 8705 3.2: the resource server checks what the token is bound to
    facts.constraint().confirmation().ifPresent(cnf -> answer.claim("cnf", cnf));
    return answer.build();
  }

  private Optional<OAuth2TokenIntrospection> ofRefreshToken(Client caller, String token) {
    return grants
        .ofRefreshToken(caller, token)
        .filter(grant -> profiles.isActive(grant.person()))
        .map(grant -> describe(caller, grant));
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
