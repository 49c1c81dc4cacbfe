package cn.tongxing.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that signs instead of sending a secret. */
@Tag("RFC7523-2.2")
class ClientAssertionTest {

  @Test
  void aKeyOfItsOwnSignsEachRequestAnewForTheIssuerAlone() throws Exception {
    ECKey pair = new ECKeyGenerator(Curve.P_256).generate();
    try (FakeProvider provider = new FakeProvider()) {
      var key = new ClientCredential.SigningKey(pair.toPrivateKey(), "2026-11");
      var client =
          new TongxingClient(
              ClientSettings.signing(
                  provider.issuer(),
                  "app",
                  key,
                  URI.create("http://localhost:1/callback"),
                  Set.of("openid")));
      signIn(client, provider);
      signIn(client, provider);

      Set<String> ids = new HashSet<>();
      for (Map<String, String> request : provider.tokenRequests) {
        ids.add(checked(request, pair, provider).getJWTID());
      }
      assertThat(ids).hasSize(2);
    }
  }

  private static void signIn(TongxingClient client, FakeProvider provider) throws Exception {
    PendingSignIn pending = client.begin(List.of(), Map.of());
    provider.nonce = pending.nonce();
    Map<String, String> callback =
        Map.of("code", "c", "state", pending.state(), "iss", provider.issuer().toString());
    assertThat(client.finish(pending, callback)).isInstanceOf(SignInResult.SignedIn.class);
  }

  private static JWTClaimsSet checked(
      Map<String, String> request, ECKey pair, FakeProvider provider) throws Exception {
    assertThat(request.get("authorization")).isNull();
    assertThat(request).doesNotContainKeys("client_secret", "client_id");
    assertThat(request.get("client_assertion_type"))
        .isEqualTo("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    SignedJWT assertion = SignedJWT.parse(request.get("client_assertion"));
    assertThat(assertion.verify(new ECDSAVerifier(pair))).isTrue();
    assertThat(assertion.getHeader().getKeyID()).isEqualTo("2026-11");
    JWTClaimsSet claims = assertion.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("app").isEqualTo(claims.getSubject());
    assertThat(claims.getAudience()).containsExactly(provider.issuer().toString());
    assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
        .isEqualTo(60_000);
    return claims;
  }

  @Test
  void aKeyThatCannotSignIsRefusedAndNoneIsPrinted() throws Exception {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    assertThatThrownBy(() -> new ClientCredential.SigningKey(rsa, "k"))
        .isInstanceOf(IllegalArgumentException.class);
    var p384 = new ECKeyGenerator(Curve.P_384).generate().toPrivateKey();
    assertThatThrownBy(() -> new ClientCredential.SigningKey(p384, "k"))
        .isInstanceOf(IllegalArgumentException.class);
    var k1 = new OnCurve(Curve.SECP256K1.toECParameterSpec());
    assertThatThrownBy(() -> new ClientCredential.SigningKey(k1, "k"))
        .as("256 bits, and another curve")
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new ClientCredential.Secret("se:cret").toString()).doesNotContain("se:cret");
    var p256 = new ECKeyGenerator(Curve.P_256).generate().toPrivateKey();
    assertThat(new ClientCredential.SigningKey(p256, "k").toString()).isEqualTo("SigningKey[k]");
    for (String none : Arrays.asList(null, "", " ")) {
      assertThatThrownBy(() -> new ClientCredential.SigningKey(p256, none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("kid");
    }
  }

  /** The JDK makes no keys on such curves; other providers do. */
  private record OnCurve(ECParameterSpec getParams) implements ECPrivateKey {

    @Override
    public BigInteger getS() {
      return BigInteger.ONE;
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return "";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}
