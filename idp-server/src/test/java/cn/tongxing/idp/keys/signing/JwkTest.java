package cn.tongxing.idp.keys.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JwkTest {

  private static final SignatureSchemes SCHEMES = SignatureSchemes.jdk();

  @Test
  @Clause("RFC 7638 3.1")
  void theStandardsExampleHasTheStandardsThumbprint() throws Exception {
    RSAKey example =
        RSAKey.parse(
            """
            {"kty":"RSA","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAt\
            VT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93l\
            qt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn\
            1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF\
            Cur-kEgU8awapJzKnqDKgw"}\
            """);

    assertThat(thumbprint(SigningAlgorithm.RS256, example.toPublicKey().getEncoded()))
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }

  @Test
  @Clause("RFC 8037 A.3")
  void soDoesTheOneOfEd25519() {
    byte[] raw = Base64.getUrlDecoder().decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    byte[] info =
        HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));

    assertThat(thumbprint(SigningAlgorithm.EDDSA, info))
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  /** The sample key of GM/T 0003.5 on the curve of GM/T 0003.5 A. */
  @Test
  @Clause("GB/T 32918")
  void anSm2KeyIsNamedByItsCurve() {
    assertThat(SCHEMES.of(SigningAlgorithm.SGD_SM3_SM2).members(Sm2Sample.PUBLIC_KEY))
        .isEqualTo(
            Map.of(
                "kty", "EC",
                "crv", "SM2-P-256",
                "x", "CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA",
                "y", "zOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM"));
  }

  private static String thumbprint(SigningAlgorithm algorithm, byte[] publicKey) {
    return new Jwk(algorithm, SCHEMES.of(algorithm).members(publicKey)).thumbprint();
  }
}
