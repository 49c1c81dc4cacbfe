package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Chromium;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page in pictures, for people to look at: {@code target/gallery/index.html}. Asked for by
 * {@code -Dgallery.write=true}; {@code -Dgallery.only=<regex>} narrows {@code
 * page/language/look/width}.
 */
@Tag("browser")
@EnabledIfSystemProperty(named = "gallery.write", matches = "true")
@PreviewServer
class PageGalleryTest {

  private static final Path FOLDER = Path.of("target", "gallery");
  private static final Pattern ONLY = Pattern.compile(System.getProperty("gallery.only", ".*"));

  private static Chromium chromium;

  @LocalServerPort private int port;

  @BeforeAll
  static void launch() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void everyPageIsPictured() throws IOException {
    List<String> taken = new ArrayList<>();
    for (int width : new int[] {390, 1366, 320}) {
      for (String language : List.of("zh-CN", "zh-TW", "en")) {
        for (Look look : looks(language, width)) {
          taken.addAll(series(language, look, width));
        }
      }
    }
    taken.addAll(otherwise("noscript", false, Media.SCREEN));
    taken.addAll(otherwise("print", true, Media.PRINT));
    assertThat(taken).isNotEmpty();
    index(taken);
  }

  /** Dark and high contrast differ in colour alone: one language shows them. */
  private static List<Look> looks(String language, int width) {
    return width == 320 || !language.equals("zh-CN")
        ? List.of(Look.STANDARD, Look.ELDER)
        : List.of(Look.values());
  }

  /** One look in one language at one width; 320 pixels are 1280 at 400 %. */
  private List<String> series(String language, Look look, int width) throws IOException {
    List<String> taken = new ArrayList<>();
    try (BrowserContext context = chromium.browser().newContext(Look.window(width))) {
      Page page = context.newPage();
      look.wear(page);
      for (String name : PageSamples.all().keySet()) {
        String picture = String.join("/", name, language, look.name(), Integer.toString(width));
        if (!name.equals("form-post") && ONLY.matcher(picture).find()) {
          show(page, name + "?ui_locales=" + language + "&view=" + look.view());
          PageSamples.settled(page, name);
          taken.add(take(page, String.join("-", language, look.name(), width + "", name)));
        }
      }
      taken.addAll(sheets(page, taken, width));
    }
    return taken;
  }

  private List<String> otherwise(String how, boolean script, Media media) throws IOException {
    List<String> taken = new ArrayList<>();
    try (BrowserContext context =
        chromium.browser().newContext(Look.window(800).setJavaScriptEnabled(script))) {
      Page page = context.newPage();
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(media));
      for (String name : PageSamples.all().keySet()) {
        if (ONLY.matcher(name + "/zh-CN/" + how + "/800").find()) {
          show(page, name + "?ui_locales=zh-CN");
          taken.add(take(page, String.join("-", "zh-CN", how, name)));
        }
      }
    }
    return taken;
  }

  private void show(Page page, String address) {
    page.navigate("http://127.0.0.1:" + port + "/preview/" + address);
  }

  private static String take(Page page, String name) {
    boolean full = !name.contains("-deadline-"); // what lies over a page ends with the window
    page.screenshot(
        new ScreenshotOptions().setFullPage(full).setPath(FOLDER.resolve(name + ".png")));
    return name;
  }

  /** Several pictures on one sheet, small enough to be read at once. */
  private static List<String> sheets(Page page, List<String> taken, int width) throws IOException {
    int each = width < 600 ? 4 : 2;
    List<String> sheets = new ArrayList<>();
    page.setViewportSize(width < 600 ? 1600 : 1560, 400);
    for (int at = 0; at < taken.size(); at += each) {
      List<String> some = taken.subList(at, Math.min(at + each, taken.size()));
      Path file = FOLDER.resolve("sheet.html");
      Files.writeString(file, PREAMBLE + figures(some, width < 600 ? 388 : 762));
      page.navigate(file.toUri().toString());
      String name = some.getFirst().replaceFirst("(-\\d+-).*", "$1sheet") + (at / each);
      sheets.add(take(page, name));
      Files.delete(file);
    }
    return sheets;
  }

  private static void index(List<String> taken) throws IOException {
    Files.writeString(FOLDER.resolve("index.html"), PREAMBLE + figures(taken, 300));
  }

  private static final String PREAMBLE =
      "<!DOCTYPE html><meta charset=utf-8><title>Tongxing: pages</title><style>body{margin:4px;background:#889;"
          + "display:flex;flex-wrap:wrap;align-items:flex-start;font:12px monospace}figure{margin:4px}img{display:block;max-height:2000px;object-fit:cover;object-position:top}"
          + "</style>";

  private static String figures(List<String> names, int width) {
    return names.stream()
        .map(name ->
            "<figure><figcaption>%1$s</figcaption><a href=%1$s.png><img width=%2$d src=%1$s.png alt=></a></figure>"
                .formatted(name, width))
        .collect(Collectors.joining("\n"));
  }
}
