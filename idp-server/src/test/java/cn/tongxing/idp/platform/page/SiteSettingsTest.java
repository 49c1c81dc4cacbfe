package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {

  @ParameterizedTest
  @Clause("R5")
  @CsvSource({
    "terms, javascript:alert(1)",
    "terms, data:text/html;x",
    "privacy, http://city.example/privacy",
    "privacy, //city.example/privacy",
    "term, https://city.example/terms",
  })
  void aLinkOnEveryPageLeadsToAPageAndNowhereElse(String topic, URI link) {
    assertThatThrownBy(() -> settings(topic, link)).hasMessageContaining("idp.pages.links");
  }

  @Test
  void theCitysOwnPagesAreLinkedTo() {
    assertThat(settings("terms", URI.create("https://city.example/terms")).links()).hasSize(1);
    assertThat(settings("terms", URI.create("/about/privacy")).links()).hasSize(1);
  }

  private static SiteSettings settings(String topic, URI link) {
    return new SiteSettings(
        "12345", null, null, null, null, "", "", "", null, null, null, Map.of(topic, link));
  }
}
