package cn.tongxing.idp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;

/** Libraries that know nothing of this project sign persons in by {@code private_key_jwt}. */
@Clause({"RFC 7523 2.2", "OIDC Core 9", "RFC 8414 2"})
class ForeignSignersTest {

  private static final String NONCE = "n-0S6_WzA2Mj"; // RunningServer.authorization

  private final RunningServer server = RunningServer.shared();
  private final SigningClient client = SigningClient.register(server);

  private String code() {
    String cookie = server.signIn(server.person()).cookieValue();
    return server.code(client.id(), SigningClient.REDIRECT_URI, cookie);
  }

  @Test
  void nimbusSignsAPersonInByDiscoveryAlone() throws Exception {
    var metadata = OIDCProviderMetadata.resolve(new Issuer(server.issuer()));
    assertThat(metadata.getTokenEndpointAuthMethods())
        .contains(ClientAuthenticationMethod.PRIVATE_KEY_JWT);
    assertThat(metadata.getTokenEndpointJWSAlgs())
        .containsExactly(JWSAlgorithm.ES256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA);
    assertThat(metadata.getIntrospectionEndpointJWSAlgs()).contains(JWSAlgorithm.ES256);
    assertThat(metadata.getRevocationEndpointJWSAlgs()).contains(JWSAlgorithm.ES256);

    var claims =
        new JWTAuthenticationClaimsSet(
            new ClientID(client.id()), new Audience(metadata.getIssuer()));
    var authentication =
        new PrivateKeyJWT(claims, JWSAlgorithm.ES256, client.key().toPrivateKey(), "2026-11", null);
    var grant =
        new AuthorizationCodeGrant(
            new AuthorizationCode(code()),
            URI.create(SigningClient.REDIRECT_URI),
            new CodeVerifier(Fixtures.VERIFIER));
    var request =
        new TokenRequest.Builder(metadata.getTokenEndpointURI(), authentication, grant).build();
    var response = OIDCTokenResponseParser.parse(request.toHTTPRequest().send());
    assertThat(response.indicatesSuccess()).isTrue();

    var tokens = ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
    var checks =
        new IDTokenValidator(
            metadata.getIssuer(),
            new ClientID(client.id()),
            JWSAlgorithm.ES256,
            metadata.getJWKSetURI().toURL());
    assertThat(checks.validate(tokens.getIDToken(), new Nonce(NONCE)).getSubject()).isNotNull();
  }

  @Test
  void springSignsAPersonInWithTheAudienceSetToTheIssuer() {
    var registration =
        ClientRegistrations.fromIssuerLocation(server.issuer())
            .registrationId("tongxing")
            .clientId(client.id())
            .clientAuthenticationMethod(
                org.springframework.security.oauth2.core.ClientAuthenticationMethod.PRIVATE_KEY_JWT)
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(SigningClient.REDIRECT_URI)
            .scope("openid")
            .build();
    var signing =
        new NimbusJwtClientAuthenticationParametersConverter<OAuth2AuthorizationCodeGrantRequest>(
            _ -> client.key());
    signing.setJwtClientAssertionCustomizer(
        context -> context.getClaims().audience(List.of(server.issuer())));
    var tokens = new RestClientAuthorizationCodeTokenResponseClient();
    tokens.addParametersConverter(signing);

    var request =
        OAuth2AuthorizationRequest.authorizationCode()
            .authorizationUri(registration.getProviderDetails().getAuthorizationUri())
            .clientId(client.id())
            .redirectUri(SigningClient.REDIRECT_URI)
            .state("s")
            .attributes(Map.of("code_verifier", Fixtures.VERIFIER))
            .build();
    var response =
        OAuth2AuthorizationResponse.success(code())
            .redirectUri(SigningClient.REDIRECT_URI)
            .state("s")
            .build();
    var answer =
        tokens.getTokenResponse(
            new OAuth2AuthorizationCodeGrantRequest(
                registration, new OAuth2AuthorizationExchange(request, response)));
    assertThat(answer.getAdditionalParameters()).containsKey("id_token");
  }
}
