package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator may write of an adapter. */
class HostSettingsTest {

  private static HostSettings installing(String page) {
    return settings(Optional.of(URI.create(page)), Optional.empty());
  }

  private static HostSettings settings(Optional<URI> page, Optional<Path> icon) {
    return new HostSettings(
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        page,
        icon,
        Optional.empty());
  }

  @Test
  void thePageWhereAnAppIsInstalledFromIsAnOrdinaryOne() {
    assertThat(installing("https://app.example/install?from=city").installPage())
        .contains(URI.create("https://app.example/install?from=city"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example/install",
        "javascript:alert(1)",
        "itms-apps://app.example/1",
        "https:///install",
        "https://somebody@app.example/",
        "install"
      })
  void nothingElseIsShownToPeopleAsALink(String page) {
    assertThatThrownBy(() -> installing(page))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("install-page: an https address");
  }

  /** It is read at the start, and refused by the name of its property. */
  @Test
  void anIconIsASmallPictureOrStopsTheStart() {
    Path picture = Path.of("src/test/resources/way-icon.png");

    assertThat(settings(Optional.empty(), Optional.of(picture)).ownIcon().orElseThrow().name())
        .endsWith(".png");
    assertThatThrownBy(() -> settings(Optional.empty(), Optional.of(Path.of("pom.xml"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("icon: a static PNG");
  }
}
