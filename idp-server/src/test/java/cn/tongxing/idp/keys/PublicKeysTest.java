package cn.tongxing.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.keys.PublicKeys.Problem;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"RFC 7517 5", "T7"})
class PublicKeysTest {

  static String set(Object... keys) {
    return Arrays.stream(keys)
        .map(key -> key instanceof JWK jwk ? jwk.toJSONString() : key.toString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  static ECKey ec(String kid) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
  }

  private static Reading.Read read(SigningAlgorithm algorithm, Object... keys) {
    return (Reading.Read) PublicKeys.read(set(keys), algorithm);
  }

  private static Problem only(SigningAlgorithm algorithm, Object key) {
    var read = read(algorithm, key);
    assertThat(read.keys().isEmpty()).isTrue();
    assertThat(read.problems()).hasSize(1);
    return read.problems().getFirst();
  }

  private static String with(JWK key, String members) {
    return key.toPublicJWK().toJSONString().replaceFirst("}$", "," + members + "}");
  }

  @Test
  void whatIsReadIsWhatIsKept() throws JOSEException {
    var read = read(SigningAlgorithm.ES256, ec("one").toPublicJWK(), ec("two").toPublicJWK());
    assertThat(read.problems()).isEmpty();
    assertThat(read.keys().know(Optional.of("two"))).isTrue();
    assertThat(read.keys().know(Optional.of("three"))).isFalse();
    assertThat(read.keys().know(Optional.empty())).isTrue();

    var again = (Reading.Read) PublicKeys.read(read.keys().document(), SigningAlgorithm.ES256);
    assertThat(again.keys().document()).isEqualTo(read.keys().document());
    assertThat(again.keys().names()).isEqualTo(read.keys().names()).hasSize(2);
    assertThat(PublicKeys.none(SigningAlgorithm.ES256).know(Optional.empty())).isFalse();
  }

  @Test
  void aSecretThatIsToldSpoilsTheSet() throws JOSEException {
    var told = only(SigningAlgorithm.ES256, ec("one"));
    assertThat(told.grave()).isTrue();
    assertThat(told.what()).startsWith("holds the private part d").doesNotContain("one");

    var rsa = new RSAKeyGenerator(2048).generate();
    assertThat(only(SigningAlgorithm.PS256, rsa).grave()).isTrue();
    for (String part : List.of("p", "q", "dp", "dq", "qi", "k", "priv")) {
      var problem = only(SigningAlgorithm.PS256, with(rsa, "\"" + part + "\":\"AQAB\""));
      assertThat(problem.grave()).as(part).isTrue();
      assertThat(problem.what()).contains("private part " + part);
    }
    var shared = new OctetSequenceKey.Builder(new byte[32]).keyID("s").build();
    assertThat(only(SigningAlgorithm.ES256, shared))
        .isEqualTo(
            new Problem(0, true, "is a shared secret (kty oct): the key of a signature is public"));
  }

  @Test
  void twoKeysOfOneNameSpoilTheSetAndSeveralNeedNames() throws JOSEException {
    var read = read(SigningAlgorithm.ES256, ec("a").toPublicJWK(), ec("a").toPublicJWK());
    assertThat(read.problems())
        .containsExactly(new Problem(1, true, "has the kid of another key of the set"));
    var nameless = read(SigningAlgorithm.ES256, ec(null).toPublicJWK(), ec("a").toPublicJWK());
    assertThat(nameless.problems())
        .containsExactly(new Problem(0, false, "needs a kid: there are several keys"));
    assertThat(read(SigningAlgorithm.ES256, ec(null).toPublicJWK()).keys().know(Optional.of("x")))
        .as("a key alone needs no name")
        .isTrue();
  }

  @Test
  void weakAndUnknownKeysAreNamed() throws Exception {
    var short1024 =
        new RSAKey.Builder(Base64URL.encode(BigInteger.TWO.pow(1023).setBit(0)), b(65537)).build();
    assertThat(only(SigningAlgorithm.PS256, short1024).what())
        .isEqualTo("has 1024 bits; RSA keys have 2048 to 4096");
    var long4097 =
        new RSAKey.Builder(Base64URL.encode(BigInteger.TWO.pow(4096).setBit(0)), b(65537)).build();
    assertThat(only(SigningAlgorithm.PS256, long4097).what())
        .isEqualTo("has 4097 bits; RSA keys have 2048 to 4096");
    var exponent =
        new RSAKey.Builder(new RSAKeyGenerator(2048).generate().toPublicJWK().getModulus(), b(1))
            .build();
    assertThat(only(SigningAlgorithm.PS256, exponent).what()).contains("exponent");
    var p384 = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK();
    assertThat(only(SigningAlgorithm.ES256, p384).what())
        .isEqualTo("does not fit ES256, whose keys are of kty EC P-256");
    assertThat(only(SigningAlgorithm.PS256, p384).what()).contains("does not fit PS256");
    assertThat(only(SigningAlgorithm.EDDSA, ec("a").toPublicJWK()).what())
        .contains("kty OKP Ed25519");
    String offCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}";
    assertThat(only(SigningAlgorithm.ES256, offCurve).what()).contains("cannot be read");
    String ed = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"}";
    assertThat(only(SigningAlgorithm.EDDSA, ed).what()).contains("32 bytes");
    assertThat(only(SigningAlgorithm.ES256, "{\"kty\":\"EC\",\"crv\":\"P-256\"}").what())
        .contains("cannot be read");
    assertThat(only(SigningAlgorithm.ES256, "\"key\"").what()).contains("no JSON object");
  }

  @ParameterizedTest
  @CsvSource({
    "2047, 65537, false",
    "2048, 65537, true",
    "4096, 65537, true",
    "4097, 65537, false",
    "2048, 3, true",
    "2048, 1, false",
    "2048, 65536, false",
    "2048, 4294967295, true",
    "2048, 4294967297, false"
  })
  void anRsaKeyHasASizeAndAnExponentWithinBounds(int bits, long exponent, boolean good) {
    var modulus = Base64URL.encode(BigInteger.TWO.pow(bits - 1).setBit(0));
    var key = new RSAKey.Builder(modulus, Base64URL.encode(BigInteger.valueOf(exponent))).build();

    assertThat(read(SigningAlgorithm.PS256, key).keys().isEmpty()).isNotEqualTo(good);
  }

  private static Base64URL b(int number) {
    return Base64URL.encode(BigInteger.valueOf(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"use\":\"enc\"",
        "\"use\":\"other\"",
        "\"use\":\"sig\",\"key_ops\":[\"encrypt\"]",
        "\"key_ops\":[\"sign\"]",
        "\"key_ops\":[\"verify\",\"encrypt\"]",
        "\"alg\":\"ES384\"",
        "\"alg\":\"none\""
      })
  void aKeyThatSaysItIsForSomethingElseIsNotUsed(String members) throws JOSEException {
    var problem = only(SigningAlgorithm.ES256, with(ec("a"), members));
    assertThat(problem.grave()).isFalse();
    assertThat(read(SigningAlgorithm.ES256, with(ec("a"), members), ec("b").toPublicJWK()).keys())
        .satisfies(keys -> assertThat(keys.names()).hasSize(1));
  }

  @Test
  void whatIsNoSetIsSaidSo() throws JOSEException {
    for (String text : List.of("", "[]", "null", "{}", "{\"keys\":{}}", "<html>", "{\"keys\":")) {
      assertThat(PublicKeys.read(text, SigningAlgorithm.ES256))
          .as(text)
          .isInstanceOf(Reading.Unreadable.class);
    }
    Object[] most = IntStream.range(0, 10).mapToObj(_ -> "{}").toArray();
    assertThat(PublicKeys.read(set(most), SigningAlgorithm.ES256)).isInstanceOf(Reading.Read.class);
    Object[] many = IntStream.range(0, 11).mapToObj(_ -> "{}").toArray();
    assertThat(PublicKeys.read(set(many), SigningAlgorithm.ES256))
        .isEqualTo(new Reading.Unreadable("holds more than 10 keys"));
  }
}
