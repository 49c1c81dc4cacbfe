package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.claims.Audience;
import cn.tongxing.idp.protocol.claims.Audiences;
import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.RefusedRequest;
import cn.tongxing.idp.protocol.grant.EndGrants;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.RedeemCode;
import cn.tongxing.idp.protocol.grant.Redemption;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.Redemption.Refused;
import cn.tongxing.idp.protocol.grant.Redemption.Replayed;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeAuthenticationToken;

/** {@code grant_type=authorization_code} (RFC 6749 4.1.3). */
final class CodeGrant implements AuthenticationProvider {

  private final RedeemCode codes;
  private final TokenAnswer answer;
  private final Audiences audiences;
  private final EndGrants end;

  CodeGrant(RedeemCode codes, TokenAnswer answer, Audiences audiences, EndGrants end) {
    this.codes = codes;
    this.answer = answer;
    this.audiences = audiences;
    this.end = end;
  }

  @Override
  public boolean supports(Class<?> type) {
    return OAuth2AuthorizationCodeAuthenticationToken.class.isAssignableFrom(type);
  }

  @Override
  public Authentication authenticate(Authentication authentication) {
    var request = (OAuth2AuthorizationCodeAuthenticationToken) authentication;
    var principal = AuthenticatedClient.of(authentication);
    GrantTypes.require(principal, GrantType.AUTHORIZATION_CODE);
    String redirectUri = request.getRedirectUri();
    Redemption redemption =
        codes.redeem(
            principal.client(),
            request.getCode(),
            redirectUri == null ? "" : redirectUri,
            verifier(request),
            principal.origin());
    return switch (redemption) {
      case Redeemed(var grant, var nonce, var refreshToken) ->
          answer.of(
              principal,
              grant,
              grant.scopes(),
              refreshToken,
              nonce,
              audience(request, principal, grant));
      // which of the reasons it was is for the log and the trail, not for whoever guesses
      case Replayed _ -> throw refused("spent");
      case Refused(var reason) -> throw refused(reason.word());
    };
  }

  private static RefusedRequest refused(String cause) {
    return RefusedRequest.because(BackChannelError.CODE_REFUSED.with().inLog(cause));
  }

  /** A code with a wrong target is spent like one with a wrong address. */
  private Audience audience(
      OAuth2AuthorizationCodeAuthenticationToken request,
      AuthenticatedClient principal,
      Grant grant) {
    var asked = AskedResources.of(request.getAdditionalParameters());
    return audiences
        .chosen(principal.client(), grant.resources(), asked)
        .orElseThrow(() -> {
          end.revoke(grant, principal.origin());
          return RefusedRequest.because(BackChannelError.RESOURCE_REFUSED);
        });
  }

  private static Optional<String> verifier(OAuth2AuthorizationCodeAuthenticationToken request) {
    return switch (request.getAdditionalParameters().get("code_verifier")) {
      case null -> Optional.empty();
      case String verifier -> Optional.of(verifier);
      default -> throw RefusedRequest.because(BackChannelError.REPEATED, "code_verifier");
    };
  }
}
