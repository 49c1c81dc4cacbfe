package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Traditional text is written, not converted: wherever it stands, in the catalogue, in the code of
 * the server, of the SPI and of an adapter, in a notice, in what the demonstration brings along.
 */
@Clause("issue 5 item 42: wording and fields")
class TraditionalWordsTest {

  /** Words of the mainland that a reader in Taiwan would trip over, and simplified characters. */
  private static final Pattern MAINLAND =
      Pattern.compile("登錄|手機號[^碼]|短信|二維碼|鏈接|信息|默認|賬號|軟件|身份證|核驗|設备|刷臉|屏幕" + "|[设号码录验证请换备认网]");

  private static final String LITERAL = "((?:\\s*\"(?:[^\"\\\\]|\\\\.)*\"\\s*\\+?)+)\\s*,";

  /** Simplified, traditional, English. */
  private static final Pattern IN_CODE =
      Pattern.compile("(?:LocalizedText|[A-Z_]{3,})\\(" + LITERAL + LITERAL + "\\s*\"");

  private static final Pattern IN_SETTINGS =
      Pattern.compile("(?im)(?:zh-tw|traditional)\"?\\s*[:=]\\s*([^,}\\n]+)");

  @Test
  void theCatalogue() throws IOException {
    List<String> texts =
        Files.readAllLines(Path.of("src/main/resources/messages_zh_TW.properties")).stream()
            .filter(line -> line.contains("=") && !line.startsWith("#"))
            .filter(line -> !line.contains("简体"))
            .toList();
    assertThat(texts).hasSizeGreaterThan(300).noneMatch(MAINLAND.asPredicate());
  }

  @Test
  void everyTextInTheCode() throws IOException {
    Map<String, List<String>> texts = found(".java", IN_CODE, 2);
    assertThat(texts.keySet())
        .as("of every kind")
        .anyMatch(name -> name.endsWith("PoliceTexts.java"))
        .anyMatch(name -> name.endsWith("FieldTexts.java"))
        .anyMatch(name -> name.endsWith("NoticeKind.java"))
        .anyMatch(name -> name.endsWith("Ways.java"));
    assertThat(texts.values().stream().mapToInt(List::size).sum()).isGreaterThan(70);
    assertNoneOfTheMainland(texts);
  }

  @Test
  void whatSettingsAndTheDemonstrationBring() throws IOException {
    Map<String, List<String>> texts = found(".yml", IN_SETTINGS, 1);
    assertThat(texts.values().stream().mapToInt(List::size).sum()).isGreaterThan(5);
    assertNoneOfTheMainland(texts);
  }

  private static void assertNoneOfTheMainland(Map<String, List<String>> texts) {
    List<String> wrong = new ArrayList<>();
    texts.forEach((file, all) ->
        all.stream().filter(MAINLAND.asPredicate()).forEach(text -> wrong.add(file + ": " + text)));
    assertThat(wrong).isEmpty();
  }

  private static Map<String, List<String>> found(String suffix, Pattern text, int group)
      throws IOException {
    Predicate<Path> isOurs =
        file ->
            file.toString().contains("/src/main/")
                && !file.toString().contains("/upstream-simulator/") // speaks two languages
                && file.toString().endsWith(suffix);
    Map<String, List<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
      for (Path file : files.filter(isOurs).toList()) {
        List<String> texts =
            text.matcher(Files.readString(file)).results().map(each -> each.group(group)).toList();
        if (!texts.isEmpty()) {
          found.put(file.toString(), texts);
        }
      }
    }
    return found;
  }
}
