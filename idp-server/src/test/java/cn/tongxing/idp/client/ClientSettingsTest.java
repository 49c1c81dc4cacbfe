package cn.tongxing.idp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

  private final ClientSettings settings = new ClientSettings(List.of(".政务", ".gov.example", "oa"));

  @Test
  void aSuffixIsOfWholeLabelsInAscii() {
    assertThat(settings.hosts()).containsExactly(".xn--zfr164b", ".gov.example", "oa");
    assertThat(settings.isSuffixOf("health.xn--zfr164b")).isTrue();
    assertThat(settings.isSuffixOf("tax.gov.example")).isTrue();
    assertThat(settings.isSuffixOf("evilgov.example")).isFalse();
    assertThat(settings.isSuffixOf("tax.gov.example.evil.example")).isFalse();
    assertThat(settings.isSuffixOf("oa")).as("a label is no suffix").isFalse();
    assertThat(settings.isSuffixOf("coa")).isFalse();
  }

  @Test
  void anIntranetHostIsOneLabelThatIsNamed() {
    assertThat(settings.isIntranet("oa")).isTrue();
    assertThat(settings.isIntranet("oa2")).isFalse();
    assertThat(settings.isIntranet(".gov.example")).as("a suffix is no host").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a.b", "-oa", "oa-", ".gov.", ".-gov", "OA/", "*.gov", ".a..b"})
  void whatIsNeitherStopsTheStartAndIsNamed(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientSettings(List.of(host)))
        .withMessageContaining("idp.client.hosts: " + host + " is neither");
  }
}
