package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What people accepted must be told from what they will accept after the next change. */
  @ParameterizedTest
  @Clause("R5")
  @ValueSource(strings = {"terms", "privacy"})
  void theCitysOwnTextsAreOfAVersion(String topic) {
    Map<String, URI> links = Map.of(topic, URI.create("https://city.example/" + topic));
    assertThatThrownBy(() -> settings(links, null)).hasMessageContaining("terms-version");
    assertThatThrownBy(() -> settings(links, "第二版")).hasMessageContaining("terms-version");
    assertThat(settings(links, "2026-11").acceptedTerms()).isEqualTo("2026-11");
    assertThat(settings(Map.of(), null).acceptedTerms()).isEqualTo("tongxing-1");
  }

  private static SiteSettings settings(Map<String, URI> links, @Nullable String version) {
    return new SiteSettings(
        "12345", null, null, null, null, "", "", "", null, null, null, links, version);
  }

  private static SiteSettings settings(String topic, URI link) {
    return new SiteSettings(
        "12345", null, null, null, null, "", "", "", null, null, null, Map.of(topic, link), "1");
  }
}
