package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

class CityLookTest {

  @Test
  void contrastIsThatOfTheStandard() {
    assertThat(Colour.BLACK.contrast(Colour.WHITE)).isEqualTo(21);
    assertThat(Colour.parse("#777777").contrast(Colour.WHITE)).isBetween(4.47, 4.49);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#ff9900", "#ffffff", "#2e9afe"})
  @Clause("WCAG 2.2 AA")
  void aColourThatCannotBeReadIsRefusedAndTheNearestNamed(String colour) {
    assertThatThrownBy(() -> CityLook.of(colour, null, null))
        .hasMessageContaining("idp.pages.colour")
        .hasMessageContaining("contrast")
        .satisfies(refusal -> {
          Matcher proposed =
              Pattern.compile("(#[0-9a-f]{6}) would do").matcher(refusal.getMessage());
          assertThat(proposed.find()).isTrue();
          assertThat(CityLook.of(proposed.group(1), null, null).style()).contains("--main:");
        });
    assertThatThrownBy(() -> CityLook.of("red", null, null)).hasMessageContaining("#rrggbb");
  }

  @Test
  void olderPeopleAndTheNightGetShadesThatCanBeRead() {
    String style = CityLook.of("#0b6e62", null, null).style();
    Matcher elder = Pattern.compile("html.elder\\{--main:(#[0-9a-f]{6})").matcher(style);
    assertThat(elder.find()).isTrue();
    assertThat(Colour.parse(elder.group(1)).contrast(Colour.WHITE)).isGreaterThan(7);
    Matcher dark = Pattern.compile("dark\\)\\{:root\\{--main:(#[0-9a-f]{6})").matcher(style);
    assertThat(dark.find()).isTrue();
    assertThat(Colour.parse(dark.group(1)).contrast(Colour.parse("#18212b"))).isGreaterThan(7);
  }

  @Test
  void aPictureIsSmallAndSvgOrPng() {
    assertThat(CityLook.of(null, file("<svg xmlns='http://www.w3.org/2000/svg'/>"), null).logo())
        .hasValueSatisfying(logo -> assertThat(logo.name()).isEqualTo("logo.svg"));
    assertThatThrownBy(() -> CityLook.of(null, file("<html>"), null))
        .hasMessageContaining("idp.pages.logo");
    assertThatThrownBy(() -> CityLook.of(null, null, file("<svg>" + " ".repeat(30_000))))
        .hasMessageContaining("idp.pages.picture");
  }

  @Test
  void theCitysColourAndPictureStandInTheStyleSheet() {
    Assets assets = new Assets(CityLook.of("#0b6e62", file("<svg/>"), file("<svg id='p'/>")));
    String css = new String(assets.find("app.css").orElseThrow().plain(), StandardCharsets.UTF_8);
    assertThat(css).contains("--main:#0b6e62", "url(\"picture.svg\")");
    assertThat(assets.logo()).hasValueSatisfying(path -> assertThat(path).endsWith("/logo.svg"));
    assertThat(assets.find("picture.svg").orElseThrow().type()).isEqualTo("image/svg+xml");
  }

  private static ByteArrayResource file(String content) {
    return new ByteArrayResource(content.getBytes(StandardCharsets.UTF_8));
  }
}
