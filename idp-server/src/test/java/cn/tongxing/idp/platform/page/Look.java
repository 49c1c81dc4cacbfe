package cn.tongxing.idp.platform.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;

/** How a page looks. All but the version for older people is a matter of style alone. */
enum Look {
  STANDARD,
  ELDER,
  DARK,
  ELDER_DARK,
  CONTRAST,
  FORCED;

  /** The version of the page that is asked for. */
  String view() {
    return this == ELDER || this == ELDER_DARK ? "elder" : "standard";
  }

  /** The looks of the same page that its device may ask for. */
  List<Look> sameWords() {
    return this == ELDER ? List.of(ELDER_DARK) : List.of(DARK, CONTRAST, FORCED);
  }

  /** What the device of the person asks for. */
  void wear(Page page) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(
                this == DARK || this == ELDER_DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setContrast(
                this == CONTRAST || this == FORCED ? Contrast.MORE : Contrast.NO_PREFERENCE)
            .setForcedColors(this == FORCED ? ForcedColors.ACTIVE : ForcedColors.NONE));
  }

  /** A window of a width, without animation. */
  static NewContextOptions window(int width) {
    return new NewContextOptions()
        .setViewportSize(width, width < 600 ? 844 : 768)
        .setReducedMotion(ReducedMotion.REDUCE);
  }
}
