package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever gives a public type a word of ours alone says in the glossary what it means. */
@Clause("issue 6 item 10: the glossary holds each word that is ours alone")
class GlossaryTest {

  private static final Path GLOSSARY = Path.of("..", "docs", "glossary.md");

  /** The rooms' base packages are their API, as the adapter interface is ours to others. */
  private static final Path ROOMS = Path.of("src/main/java/cn/tongxing/idp");

  private static final List<Path> INTERFACES =
      List.of(
          Path.of("../auth-adapters/adapter-spi/src/main/java"),
          Path.of("../sdk-java/sdk-core/src/main/java"));

  private static final Pattern WORD = Pattern.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+");

  /** Means here what it means everywhere, or is somebody else's name. */
  private static final Set<String> PLAIN =
      Set.of(
          ("acs action alone answer attempt begun broken browser busy call cancelled change changed end"
                  + " committed context deliveries earlier exception field filter force format found guarded hong http"
                  + " id json kong languages listener localized locked name offered office once"
                  + " opened ordered our owner plan problem profile protocol provider record register result"
                  + " secret sender server settings signature signed signer spec spoken sso status"
                  + " taken text tls told tongxing type value verifier web whose words")
              .split(" "));

  /** What pages call by a name of ours. */
  private static final Pattern OURS_ON_PAGES =
      Pattern.compile("通行密钥|验证码|手机号|密码|账号|登录|核验|关联|冻结|恢复|自助机|设备|应用|同意|摄像头|证件|窗口");

  private record Row(String code, String pages) {}

  /** Two rows that say what a table is are no rows. */
  private static List<Row> rows() throws IOException {
    return Files.readAllLines(GLOSSARY).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\s*\\|\\s*"))
        .map(cells -> new Row(cells[1], cells[2]))
        .skip(1)
        .toList();
  }

  @Test
  void everyWordInTheNameOfAPublicTypeIsExplainedOrPlain() throws IOException {
    Set<String> named = named();
    Set<String> explained = words(rows().stream().map(Row::code).collect(Collectors.joining(" ")));
    var unknown = new TreeMap<String, Set<String>>();
    List<String> types = publicTypes();
    for (String type : types) {
      for (String word : named.contains(type) ? Set.<String>of() : words(type)) {
        if (!isKnown(word, explained) && !isKnown(word, PLAIN)) {
          unknown.computeIfAbsent(word, _ -> new TreeSet<>()).add(type);
        }
      }
    }
    assertThat(types).hasSizeGreaterThan(200);
    assertThat(unknown).as("a row of docs/glossary.md, or a plain word").isEmpty();
  }

  @Test
  void whatAPageIsCalledByIsInTheColumnOfPages() throws IOException {
    String pages = rows().stream().map(Row::pages).collect(Collectors.joining(" "));
    Set<String> used =
        Files.readAllLines(Path.of("src/main/resources/messages.properties")).stream()
            .filter(line -> line.matches("[a-z._-]*\\.title(\\.[a-z]+)?=.*"))
            .flatMap(line -> OURS_ON_PAGES.matcher(line).results().map(MatchResult::group))
            .collect(Collectors.toSet());
    assertThat(used).hasSizeGreaterThan(9).allMatch(pages::contains);
  }

  /** None of those is called plain to be rid of a row. */
  @Test
  void noWordIsBothExplainedAndPlain() throws IOException {
    Set<String> whole =
        rows().stream()
            .map(row -> row.code().replaceAll("\\s*\\(.*", "").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(PLAIN).doesNotContainAnyElementsOf(whole);
  }

  private static Set<String> named() throws IOException {
    return Pattern.compile("`([A-Z][A-Za-z]+)`")
        .matcher(Files.readString(GLOSSARY))
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void aTypeThatTheGlossaryNamesExists() throws IOException {
    Set<String> types = allTypes();
    Set<String> named = named();
    assertThat(named).hasSizeGreaterThan(5).allMatch(types::contains);
  }

  /** In one number: {@code Witnesses} is a witness, {@code Deliveries} a delivery. */
  private static boolean isKnown(String word, Set<String> known) {
    return Stream.of(
            word,
            word + "s",
            word.replaceFirst("s$", ""),
            word.replaceFirst("es$", ""),
            word.replaceFirst("ies$", "y"))
        .anyMatch(known::contains);
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static List<String> publicTypes() throws IOException {
    List<Path> sources = new ArrayList<>(javaFiles(ROOMS, 2));
    for (Path root : INTERFACES) {
      sources.addAll(javaFiles(root, Integer.MAX_VALUE));
    }
    List<String> types = new ArrayList<>();
    for (Path file : sources) {
      String name = name(file);
      String begin = "(?m)^public .*\\b(class|interface|record|enum) " + name + "\\b";
      if (Pattern.compile(begin).matcher(Files.readString(file)).find()) {
        types.add(name);
      }
    }
    return types;
  }

  private static Set<String> allTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    types.addAll(
        javaFiles(Path.of("src"), Integer.MAX_VALUE).stream().map(GlossaryTest::name).toList());
    for (Path root : INTERFACES) {
      types.addAll(javaFiles(root, Integer.MAX_VALUE).stream().map(GlossaryTest::name).toList());
    }
    return types;
  }

  private static List<Path> javaFiles(Path root, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(root, depth)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }
}
