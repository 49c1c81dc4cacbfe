package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of wording, read as files. */
class PageWordingTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern USED =
      Pattern.compile("#\\{([a-z0-9._-]+)|msg(?:OrNull)?\\('([a-z0-9._-]+)'");

  /** What a page is told to say by its model ({@link Page.Problem}); more may come, none may go. */
  private static final List<String> PROBLEMS =
      List.of(
          "login.",
          "otp.",
          "phone.",
          "name.",
          "password.",
          "identifier.",
          "tail.",
          "realname.",
          "resident-id.",
          "upstream.",
          "takeover.",
          "frozen.told",
          "session.over",
          "offer.",
          "thaw.",
          "confirm.for.",
          "frozen.told",
          "confirm.shown-before",
          "confirm.weak",
          "linked.stays",
          "capture.enough",
          "passkey.");

  private final Map<String, String> simplified = read("messages.properties");
  private final Map<String, String> traditional = read("messages_zh_TW.properties");
  private final Map<String, String> english = read("messages_en.properties");

  @Test
  void everyTextExistsInEveryLanguageWithTheSamePlaceholders() {
    assertThat(traditional.keySet()).isEqualTo(simplified.keySet());
    assertThat(english.keySet()).isEqualTo(simplified.keySet());
    for (String key : simplified.keySet()) {
      assertThat(
              Stream.of(simplified, traditional, english)
                  .map(texts -> placeholders(texts.get(key)))
                  .distinct())
          .as(key)
          .hasSize(1);
      assertThat(Stream.of(simplified, traditional, english).map(texts -> texts.get(key)))
          .as(key)
          .noneMatch(String::isBlank);
    }
  }

  /** A sentence that leads to a page names the button as it stands there. */
  @Test
  void whoseLinkHasEndedIsSentToAButtonThatIsThere() {
    for (Map<String, String> texts : List.of(simplified, traditional, english)) {
      assertThat(texts.get("realname.link-ended")).contains(texts.get("me.credentials.title"));
    }
  }

  @Test
  void everyTextThatATemplateNamesExists() throws IOException {
    assertThat(simplified.keySet()).containsAll(used());
    for (Page.Over.Why why : Page.Over.Why.values()) {
      assertThat(simplified)
          .containsKeys("over." + lower(why) + ".title", "over." + lower(why) + ".body");
    }
    for (RequestErrorPage.Problem problem : RequestErrorPage.Problem.values()) {
      assertThat(simplified)
          .containsKeys(
              "request-error." + lower(problem) + ".title",
              "request-error." + lower(problem) + ".body");
    }
  }

  @Test
  void noTextIsLeftOver() throws IOException {
    Set<String> spare = new TreeSet<>(simplified.keySet());
    spare.removeAll(used());
    spare.removeIf(key -> PROBLEMS.stream().anyMatch(key::startsWith));
    spare.removeIf(key ->
        key.matches(
            "about\\..*|limit\\.over|cancel|cancel\\.(home|thaw)|terms\\.text\\..*|need\\.[pa]\\d|footer\\.(icp|police|site-code)|request-error\\.code\\..*|me\\.(level|proof|done|history|phone\\.own|thaw\\.ended)\\..*|over\\..*|request-error\\..*|error\\.\\d+\\..*|consent\\.scope\\..*"));
    assertThat(spare).isEmpty();
  }

  @Test
  void noTextScaresOrAccuses() {
    assertThat(simplified.values())
        .noneMatch(text -> text.matches(".*(失败代码|非法|异常|令牌|违规|拒绝访问|服务器|null).*"));
    assertThat(traditional.values()).noneMatch(text -> text.matches(".*(失敗代碼|非法|異常|權杖|令牌|伺服器).*"));
    assertThat(english.values())
        .noneMatch(text ->
            text.toLowerCase(Locale.ROOT)
                .matches(".*\\b(illegal|invalid|token|exception|failure|fatal)\\b.*"));
  }

  @Test
  void sentencesAreShort() {
    List<Integer> lengths = new ArrayList<>();
    for (Map.Entry<String, String> text : simplified.entrySet()) {
      if (text.getKey().equals("words")) {
        continue; // a list for the script that breaks lines
      }
      for (String sentence : text.getValue().split("[。？！]")) {
        assertThat(sentence.length()).as(text.getKey()).isLessThanOrEqualTo(40);
        lengths.add(sentence.length());
      }
    }
    lengths.sort(Integer::compare);
    assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(30);
    assertThat(english.values())
        .allSatisfy(text ->
            assertThat(Arrays.stream(text.split("[.?!;] ")).mapToInt(s -> s.split(" ").length))
                .allMatch(words -> words <= 25));
  }

  /** Of two texts under one key the later one wins in silence. */
  @Test
  void noKeyIsWrittenTwice() throws IOException {
    for (String name :
        List.of("messages.properties", "messages_zh_TW.properties", "messages_en.properties")) {
      List<String> keys =
          Files.readAllLines(RESOURCES.resolve(name)).stream()
              .filter(line -> line.contains("=") && !line.startsWith("#"))
              .map(line -> line.substring(0, line.indexOf('=')))
              .toList();
      assertThat(keys).as(name).doesNotHaveDuplicates();
    }
  }

  /** A straight apostrophe ends a MessageFormat's text. */
  @Test
  void noStraightApostrophes() {
    assertThat(
            Stream.of(simplified, traditional, english).flatMap(texts -> texts.values().stream()))
        .noneMatch(text -> text.contains("'"));
  }

  /** What the script says as a person leaves a field comes with the page. */
  @Test
  void theScriptHoldsNoSentence() throws IOException {
    for (String script : List.of("app.js", "deadline.js", "passkey.js", "reading.js")) {
      assertThat(Files.readString(RESOURCES.resolve("assets").resolve(script)))
          .doesNotContainPattern("[\\u3400-\\u9fff]");
    }
  }

  private static Set<String> used() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> templates = Files.walk(RESOURCES.resolve("templates"))) {
      for (Path template : templates.filter(path -> path.toString().endsWith(".html")).toList()) {
        USED.matcher(Files.readString(template))
            .results()
            .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
            .filter(key -> !key.endsWith("."))
            .forEach(used::add);
      }
    }
    return used;
  }

  private static Set<String> placeholders(String text) {
    return new TreeSet<>(
        Pattern.compile("\\{\\d}").matcher(text).results().map(found -> found.group()).toList());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> read(String name) {
    Properties texts = new Properties();
    try (Reader file = Files.newBufferedReader(RESOURCES.resolve(name), StandardCharsets.UTF_8)) {
      texts.load(file);
    } catch (IOException missing) {
      throw new IllegalStateException(missing);
    }
    Map<String, String> sorted = new TreeMap<>();
    texts.stringPropertyNames().forEach(key -> sorted.put(key, texts.getProperty(key)));
    return sorted;
  }
}
