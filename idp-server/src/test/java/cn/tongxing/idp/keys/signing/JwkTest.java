package cn.tongxing.idp.keys.signing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.testing.Clause;
import com.nimbusds.jose.jwk.RSAKey;
import org.junit.jupiter.api.Test;

class JwkTest {

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

    assertThat(Jwk.of(SigningAlgorithm.RS256, example.toPublicKey()).thumbprint())
        .isEqualTo("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  }
}
