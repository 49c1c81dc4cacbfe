package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken.Wish;
import cn.tongxing.idp.protocol.grant.Rotation.Refused;
import cn.tongxing.idp.protocol.grant.Rotation.Reused;
import cn.tongxing.idp.protocol.grant.Rotation.Rotated;
import cn.tongxing.idp.protocol.grant.Rotation.ScopeTooWide;
import cn.tongxing.idp.protocol.grant.Rotation.WrongTarget;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2RefreshTokenAuthenticationToken;

/** {@code grant_type=refresh_token} (RFC 6749 6). */
final class RefreshGrant implements AuthenticationProvider {

  private final RotateRefreshToken tokens;
  private final TokenAnswer answer;
  private final Audiences audiences;

  RefreshGrant(RotateRefreshToken tokens, TokenAnswer answer, Audiences audiences) {
    this.tokens = tokens;
    this.answer = answer;
    this.audiences = audiences;
  }

  private static RefusedRequest wrongTarget() {
    return RefusedRequest.because(BackChannelError.RESOURCE_REFUSED);
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2RefreshTokenAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2RefreshTokenAuthenticationToken) authentication;
    var principal = AuthenticatedClient.of(authentication);
    GrantTypes.require(principal, GrantType.REFRESH_TOKEN);
    Set<String> scopes = request.getScopes();
    var asked = AskedResources.of(request.getAdditionalParameters());
    var found = new Found(principal.client(), asked);
    var wish = new Wish(scopes, SenderConstraint.none(), grant -> found.of(grant).isPresent());
    var rotation =
        tokens.rotate(principal.client(), request.getRefreshToken(), wish, principal.origin());
    return switch (rotation) {
      case Rotated(var grant, var successor) ->
          answer.of(
              principal,
              grant,
              scopes.isEmpty() ? grant.scopes() : scopes,
              Optional.of(successor),
              Optional.empty(),
              found.of(grant).orElseThrow(RefreshGrant::wrongTarget));
      case ScopeTooWide(boolean granted) ->
          throw RefusedRequest.because(
              BackChannelError.SCOPE_TOO_WIDE
                  .with()
                  .inLog(granted ? "not-registered" : "not-granted"));
      case WrongTarget _ -> throw wrongTarget();
      case Reused _ -> throw refused("reused");
      case Refused refused -> throw refused(refused.word());
    };
  }

  private static RefusedRequest refused(String cause) {
    return RefusedRequest.because(BackChannelError.REFRESH_TOKEN_REFUSED.with().inLog(cause));
  }

  /**
   * Audiences that were looked up for this request, each once: the one that is asked for before the
   * grant's row is held, and none once the token is spent.
   */
  private final class Found {

    private final Client client;
    private final List<String> asked;
    private final Map<String, Optional<Audience>> known = new HashMap<>();

    private Found(Client client, List<String> asked) {
      this.client = client;
      this.asked = asked;
      if (asked.size() == 1) {
        named(asked.getFirst());
      }
    }

    private Optional<Audience> of(Grant grant) {
      return audiences.meant(grant.resources(), asked).flatMap(this::named);
    }

    private Optional<Audience> named(String uri) {
      return known.computeIfAbsent(uri, each -> audiences.of(client, each));
    }
  }
}
