package cn.tongxing.idp.platform.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Chromium, and the four looks that each page has. */
final class PageChromium implements AutoCloseable {

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");

  private final Playwright playwright;
  private final Browser browser;

  private PageChromium(Playwright playwright) {
    this.playwright = playwright;
    this.browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions().setExecutablePath(Path.of("/usr/bin/chromium")).setArgs(FLAGS));
  }

  static PageChromium launch() {
    return new PageChromium(
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        node()))));
  }

  Browser browser() {
    return browser;
  }

  /** A window of a width, without animation. */
  static NewContextOptions window(int width) {
    return new NewContextOptions()
        .setViewportSize(width, width < 600 ? 844 : 768)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static String node() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "node"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Install nodejs: Playwright runs on it"))
        .toString();
  }

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
  }
}
