package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.protocol.claims.AccessTokens;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.GrantToken;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Puts the tokens together into the answer that the engine writes (RFC 6749 5.1). */
@Component
class TokenAnswer {

  private final AccessTokens accessTokens;
  private final IdTokens idTokens;

  TokenAnswer(AccessTokens accessTokens, IdTokens idTokens) {
    this.accessTokens = accessTokens;
    this.idTokens = idTokens;
  }

  /** Tokens of a grant. */
  Authentication of(
      AuthenticatedClient principal,
      Grant grant,
      Set<String> scopes,
      Optional<GrantToken> refreshToken,
      Optional<String> nonce,
      Audience audience) {
    Client client = principal.client();
    var access = accessTokens.issue(client, grant, scopes, audience, grant.constraint());
    String idToken = idTokens.issue(client, grant, nonce, access.reveal());
    return new OAuth2AccessTokenAuthenticationToken(
        principal.engine(),
        principal,
        engines(access),
        refreshToken.map(token -> new OAuth2RefreshToken(token.reveal(), null)).orElse(null),
        Map.of("id_token", idToken));
  }

  /** A token for the client itself. */
  Authentication of(AuthenticatedClient principal, Set<String> scopes, Audience audience) {
    return new OAuth2AccessTokenAuthenticationToken(
        principal.engine(),
        principal,
        engines(accessTokens.issue(principal.client(), scopes, audience, SenderConstraint.none())));
  }

  private static OAuth2AccessToken engines(AccessTokens.Issued access) {
    return new OAuth2AccessToken(
        new OAuth2AccessToken.TokenType(access.constraint().tokenType()),
        access.reveal(),
        access.issuedAt(),
        access.expiresAt(),
        access.scopes());
  }
}
