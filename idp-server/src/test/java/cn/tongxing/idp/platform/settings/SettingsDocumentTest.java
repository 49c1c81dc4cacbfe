package cn.tongxing.idp.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Keeps {@code docs/operations/settings.md}: every setting with type, default, meaning and range,
 * from the records and their Javadoc; Chinese from {@code settings-zh.properties}. Written anew by
 * {@code ./idp test -Dsettings.write=true -Dtest=SettingsDocumentTest}.
 */
@Clause("issue 5 item 23: settings in one table")
class SettingsDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("docs/operations/settings.md");
  private static final Pattern RANGE =
      Pattern.compile(
          "(?:[;,.] |^)((?:at least|at most|more than|between|from) .*|\\d[^;]* to \\d.*)$",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w./@-])idp(?:\\.[a-z][a-z0-9-]*)+(?![\\w(])(?!\\.[A-Za-z*<])");

  private final KnownSettings known = KnownSettings.scan();
  private final List<Setting> settings =
      known.all().stream().filter(s -> !s.name().startsWith("idp.adapters.test-")).toList();

  @Test
  void theTableOfSettingsIsCurrent() throws IOException {
    String table = render();
    if (Boolean.getBoolean("settings.write")) {
      Files.writeString(DOCUMENT, table);
    }
    assertThat(DOCUMENT).exists();
    assertThat(Files.readString(DOCUMENT))
        .as("stale: ./idp test -Dsettings.write=true -Dtest=SettingsDocumentTest")
        .isEqualTo(table);
  }

  @Test
  void everyRecordOfSettingsIsFoundWhereverItStands() throws IOException {
    var found =
        known.records().values().stream().map(Class::getSimpleName).collect(Collectors.toSet());
    var written = new TreeSet<String>();
    for (Path file : files("src/main/java", ".java")) {
      if (Files.readString(file).contains("\n@ConfigurationProperties(")) {
        written.add(file.getFileName().toString().replace(".java", ""));
      }
    }
    assertThat(written).isNotEmpty().isEqualTo(new TreeSet<>(found));
  }

  @Test
  void noOtherSettingIsReadOrWrittenAnywhere() throws IOException {
    var unknown = new TreeSet<String>();
    for (Path file : readers()) {
      Matcher names = NAME.matcher(Files.readString(file));
      while (names.find()) {
        var name = ConfigurationPropertyName.of(names.group());
        if (!known.has(name, false) && !known.isGroup(name)) {
          unknown.add(file.getFileName() + ": " + name);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void everySettingSaysWhatItMeans() {
    RecordTexts texts = texts();
    assertThat(settings.stream().filter(s -> texts.of(s).isEmpty()).map(Setting::name)).isEmpty();
  }

  @Test
  void everySettingSaysItInChineseToo() throws IOException {
    Properties chinese = chinese();
    assertThat(settings).extracting(Setting::name).isSubsetOf(chinese.stringPropertyNames());
    assertThat(chinese.stringPropertyNames())
        .as("words of settings that are gone")
        .isSubsetOf(settings.stream().map(Setting::name).toList());
  }

  private static List<Path> readers() throws IOException {
    List<Path> all = new java.util.ArrayList<>(files("src/main", ".yml"));
    try (Stream<Path> documents = Files.walk(ROOT.resolve("docs").toRealPath())) {
      documents
          .filter(file -> file.toString().endsWith(".md") && !file.endsWith("settings.md"))
          .filter(file -> !file.getParent().endsWith("adr"))
          .forEach(all::add);
    }
    return all;
  }

  private static List<Path> files(String under, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.toRealPath())) {
      return files
          .filter(file -> file.toString().contains("/" + under + "/"))
          .filter(file -> file.toString().endsWith(ending))
          .toList();
    }
  }

  private RecordTexts texts() {
    return RecordTexts.of(settings.stream().map(Setting::owner));
  }

  // ------------------------------------------------------------ the table

  private String render() throws IOException {
    RecordTexts texts = texts();
    Properties chinese = chinese();
    StringBuilder text = new StringBuilder(HEAD);
    for (Setting setting : settings) {
      row(text, setting, texts.of(setting).orElse(""), chinese.getProperty(setting.name(), ""));
    }
    return text.toString();
  }

  private static Properties chinese() throws IOException {
    Properties chinese = new Properties();
    try (Reader words =
        Files.newBufferedReader(Path.of("src/test/resources/settings-zh.properties"))) {
      chinese.load(words);
    }
    return chinese;
  }

  private static final String HEAD =
      """
      # 设置 · Settings

      由 `SettingsDocumentTest` 从设置记录及其 Javadoc 生成，并检查是否最新。
      *Made by `SettingsDocumentTest` from the settings records and their Javadoc; checked to be current.*

      `idp.*` 的全部设置都在这一张表里。可以写在配置文件、环境变量（`idp.data-folder` 写作 `IDP_DATAFOLDER`）或命令行（`--idp.data-folder=…`）里。
      不存在的名字（拼写错误）和不被接受的值会使服务器在启动任何东西之前停下，并提示最接近的名字。列表可用逗号分隔；时长写作 `30s`、`5m`、`2d`。
      `…` 处可填任意名字或序号。

      *This table has all of `idp.*`. Settings may stand in a configuration file, in the environment (`idp.data-folder` is `IDP_DATAFOLDER`) or on the
      command line (`--idp.data-folder=…`). A name that does not exist (a slip of the pen) and a value that is not accepted stop the server before it
      starts anything, with the nearest name. Lists may be separated by commas; durations are written `30s`, `5m`, `2d`. `…` stands for any name or
      number.*

      Spring Boot 自己的设置（`server.*`、`spring.datasource.*`）见 [running.md](running.md)。*Boot's own settings that matter here are in [running.md](running.md).*

      | 名称 name | 类型 type | 默认 default | 含义 meaning | 范围 range |
      |---|---|---|---|---|
      """;

  private void row(StringBuilder text, Setting setting, String meaning, String chinese) {
    Matcher range = RANGE.matcher(meaning);
    boolean split = range.find();
    String rest = split ? meaning.substring(0, range.start()) : meaning;
    text.append("| `")
        .append(setting.name().replace("*", "…").replace("[0]", "[…]"))
        .append("` | ");
    text.append(type(setting.type())).append(" | ");
    text.append(
            setting
                .defaultValue()
                .filter(value -> !value.isEmpty())
                .map(v -> "`" + v + "`")
                .orElse(""))
        .append(" | ");
    text.append(chinese.isEmpty() ? "" : chinese + "<br>").append(cell(rest)).append(" | ");
    text.append(split ? cell(range.group(1)) : probed(setting)).append(" |\n");
  }

  private static String cell(String words) {
    return words.replace("|", "\\|");
  }

  /** Where the text gives no range: whether nothing at all is refused. */
  private String probed(Setting setting) {
    boolean number = setting.type() == int.class || setting.type() == Duration.class;
    Optional<String> prefix =
        known.records().keySet().stream()
            .filter(each -> setting.name().startsWith(each + "."))
            .reduce((shorter, longer) -> longer);
    if (!number || prefix.isEmpty()) {
      return "";
    }
    Class<? extends Record> record = known.records().get(prefix.get());
    try {
      new Binder(new MapConfigurationPropertySource(Map.of(setting.name(), "0")))
          .bindOrCreate(prefix.get(), Bindable.of(record));
      return "";
    } catch (RuntimeException e) {
      return setting.type() == int.class ? "at least 1" : "more than 0";
    }
  }

  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      return "list of " + type(generic.getActualTypeArguments()[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return Arrays.stream(plain.getEnumConstants())
          .map(each -> "`" + each.toString().toLowerCase(java.util.Locale.ROOT) + "`")
          .collect(Collectors.joining(" "));
    }
    Map<Class<?>, String> names =
        Map.of(
            Duration.class, "duration",
            int.class, "number",
            Integer.class, "number",
            boolean.class, "true, false",
            Boolean.class, "true, false",
            URI.class, "address",
            Path.class, "path",
            Secret.class, "secret",
            String.class, "text");
    return names.getOrDefault(plain, plain.getSimpleName());
  }
}
