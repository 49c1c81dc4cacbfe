package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken;
import cn.tongxing.idp.protocol.grant.RotateRefreshToken.Wish;
import cn.tongxing.idp.protocol.grant.Rotation.Refused;
import cn.tongxing.idp.protocol.grant.Rotation.Reused;
import cn.tongxing.idp.protocol.grant.Rotation.Rotated;
import cn.tongxing.idp.protocol.grant.Rotation.ScopeTooWide;
import cn.tongxing.idp.protocol.grant.Rotation.WrongTarget;
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
    var client = principal.client();
    var wish =
        new Wish(scopes, grant -> audiences.chosen(client, grant.resources(), asked).isPresent());
    var rotation = tokens.rotate(client, request.getRefreshToken(), wish, principal.origin());
    return switch (rotation) {
      case Rotated(var grant, var successor) ->
          answer.of(
              principal,
              grant,
              scopes.isEmpty() ? grant.scopes() : scopes,
              Optional.of(successor),
              Optional.empty(),
              audiences
                  .chosen(client, grant.resources(), asked)
                  .orElseThrow(RefreshGrant::wrongTarget));
      case ScopeTooWide _ -> throw RefusedRequest.because(BackChannelError.SCOPE_TOO_WIDE);
      case WrongTarget _ -> throw wrongTarget();
      case Reused _, Refused _ ->
          throw RefusedRequest.because(BackChannelError.REFRESH_TOKEN_REFUSED);
    };
  }
}
