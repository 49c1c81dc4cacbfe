package cn.tongxing.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Clause({"T1", "RFC 8725 3.1", "RFC 7515 4.1"})
class ForeignJwsTest {

  private static final String CLAIMS = "{\"iss\":\"a\",\"exp\":7}";

  private final ECKey own = PublicKeysTest.ec("own");
  private final PublicKeys known =
      keys(SigningAlgorithm.ES256, PublicKeysTest.set(own.toPublicJWK()));

  ForeignJwsTest() throws JOSEException {}

  private static PublicKeys keys(SigningAlgorithm algorithm, String set) {
    return ((PublicKeys.Reading.Read) PublicKeys.read(set, algorithm)).keys();
  }

  private static ForeignJws signed(JWSHeader header, JWSSigner signer) throws JOSEException {
    JWSObject jws = new JWSObject(header, new Payload(CLAIMS));
    jws.sign(signer);
    return ForeignJws.parse(jws.serialize()).orElseThrow();
  }

  private static JWSHeader.Builder es256() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("own");
  }

  @Test
  void itsOwnersSignatureHoldsAndNobodyElses() throws JOSEException {
    var good = signed(es256().build(), new ECDSASigner(own));
    assertThat(good.isSignedBy(known)).isTrue();
    assertThat(good.text("iss")).contains("a");
    assertThat(good.seconds("exp")).contains(7L);
    assertThat(good.toString()).isEqualTo("ForeignJws[]");
    assertThat(signed(new JWSHeader(JWSAlgorithm.ES256), new ECDSASigner(own)).isSignedBy(known))
        .as("no kid")
        .isTrue();

    var other = PublicKeysTest.ec("own");
    assertThat(signed(es256().build(), new ECDSASigner(other)).isSignedBy(known)).isFalse();
    assertThat(signed(es256().keyID("else").build(), new ECDSASigner(own)).isSignedBy(known))
        .as("another kid")
        .isFalse();
  }

  @Test
  void keysThatTheTokenBringsAlongAreNotLookedAt() throws JOSEException {
    var thief = PublicKeysTest.ec("own");
    var header =
        es256()
            .jwk(thief.toPublicJWK())
            .jwkURL(URI.create("https://thief.example/keys"))
            .x509CertURL(URI.create("https://thief.example/cert"));
    assertThat(signed(header.build(), new ECDSASigner(thief)).isSignedBy(known)).isFalse();
    assertThat(signed(header.build(), new ECDSASigner(own)).isSignedBy(known)).isTrue();
  }

  @Test
  void thePublicKeyIsNoSharedSecret() throws JOSEException {
    String secret = own.toPublicJWK().toJSONString();
    for (byte[] key :
        new byte[][] {secret.getBytes(StandardCharsets.UTF_8), own.toECPublicKey().getEncoded()}) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("own").build();
      assertThat(signed(header, new MACSigner(key)).isSignedBy(known)).isFalse();
    }
  }

  @Test
  void unsignedAndUnreadableOnesAreNone() {
    String head = Base64URL.encode("{\"alg\":\"none\"}").toString();
    String body = Base64URL.encode(CLAIMS).toString();
    for (String text :
        new String[] {
          head + "." + body + ".",
          head + "." + body,
          "",
          "a.b.c",
          "..",
          "a.b.c.d.e",
          Base64URL.encode("{\"alg\":\"ES256\"}") + "." + Base64URL.encode("[]") + ".AA",
          Base64URL.encode("{\"alg\":\"ES256\"}")
              + "."
              + Base64URL.encode("{\"sub\":\"a\",\"sub\":\"b\"}")
              + ".AA",
          "x".repeat(ForeignJws.LONGEST + 1)
        }) {
      assertThat(ForeignJws.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void whatItDemandsAndIsNotUnderstoodIsRefused() throws JOSEException {
    var header = es256().criticalParams(Set.of("exp")).customParam("exp", 1).build();
    JWSObject jws = new JWSObject(header, new Payload(CLAIMS));
    jws.sign(new ECDSASigner(own));
    assertThat(ForeignJws.parse(jws.serialize()).filter(it -> it.isSignedBy(known))).isEmpty();
  }

  @Test
  void rsaIsPaddedByPssOnly() throws JOSEException {
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("own").generate();
    var set = keys(SigningAlgorithm.PS256, PublicKeysTest.set(rsa.toPublicJWK()));
    var pss = new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("own").build();
    var pkcs1 = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("own").build();
    assertThat(signed(pss, new RSASSASigner(rsa)).isSignedBy(set)).isTrue();
    assertThat(signed(pkcs1, new RSASSASigner(rsa)).isSignedBy(set)).isFalse();
  }

  @Test
  void ed25519IsCheckedByTheJdk() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    var jwk =
        new OctetKeyPair.Builder(
                Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
            .build();
    var set = keys(SigningAlgorithm.EDDSA, PublicKeysTest.set(jwk));
    String input = Base64URL.encode("{\"alg\":\"EdDSA\"}") + "." + Base64URL.encode(CLAIMS);
    Signature signing = Signature.getInstance("Ed25519");
    signing.initSign(pair.getPrivate());
    signing.update(input.getBytes(StandardCharsets.US_ASCII));
    byte[] signature = signing.sign();
    assertThat(parsed(input, signature).filter(jws -> jws.isSignedBy(set))).isPresent();
    signature[5] ^= 1;
    assertThat(parsed(input, signature).filter(jws -> jws.isSignedBy(set))).isEmpty();
    assertThat(parsed(input, new byte[3]).filter(jws -> jws.isSignedBy(set))).isEmpty();
  }

  private static Optional<ForeignJws> parsed(String input, byte[] signature) {
    return ForeignJws.parse(input + "." + Base64URL.encode(signature));
  }
}
