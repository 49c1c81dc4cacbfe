package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("OpenID Connect Discovery 1.0 3")
class IssuerTest {

  @ParameterizedTest
  @CsvSource({
    "https://id.example.gov.cn, https://id.example.gov.cn",
    "https://id.example.gov.cn:8443, https://id.example.gov.cn:8443",
    "https://id.example.gov.cn:443, https://id.example.gov.cn",
    "http://localhost:9000, http://localhost:9000",
    "http://id.localhost:80, http://id.localhost",
    "http://127.0.0.1:9000, http://127.0.0.1:9000",
    "http://[::1]:9000, http://[::1]:9000"
  })
  void anOriginIsAnIssuerAndStaysAsItWasWritten(String text, String origin) {
    Issuer issuer = new Issuer(URI.create(text));

    assertThat(issuer).hasToString(text);
    assertThat(issuer.origin()).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example.gov.cn",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://localhost",
        "https:///path",
        "id.example.gov.cn",
        "https://id.example.gov.cn/",
        "https://id.example.gov.cn/auth",
        "https://id.example.gov.cn?x",
        "https://id.example.gov.cn#x",
        "https://user@id.example.gov.cn"
      })
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Issuer(URI.create(text)));
  }
}
