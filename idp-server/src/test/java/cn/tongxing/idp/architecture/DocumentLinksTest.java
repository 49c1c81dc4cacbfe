package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the project's documents lead somewhere: file and heading. */
@Clause("issue 5 item 44: a link checker")
class DocumentLinksTest {

  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern NAMED = Pattern.compile("(?<![\\w/.])docs/[\\w./-]+\\.md(?![\\w-])");

  @Test
  void everyLinkOfADocumentLeadsSomewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    for (Path document : documents()) {
      String text = CODE.matcher(Files.readString(document)).replaceAll("");
      LINK.matcher(text)
          .results()
          .map(link -> link.group(1))
          .filter(target -> !target.matches("[a-z]+:.*"))
          .filter(target -> !leads(document, target))
          .forEach(target -> broken.add(root().relativize(document) + " -> " + target));
    }
    assertThat(broken).isEmpty();
  }

  /**
   * Also in code, messages and scripts: {@code docs/operations/….md} is what people are sent to.
   */
  @Test
  void everyDocumentThatIsNamedExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Path file : files(".md", ".java", ".properties", ".yml", "/idp")) {
      NAMED
          .matcher(Files.readString(file))
          .results()
          .map(MatchResult::group)
          .filter(name -> !Files.exists(root().resolve(name)))
          .forEach(name -> missing.add(root().relativize(file) + " -> " + name));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean leads(Path document, String target) {
    int mark = target.indexOf('#');
    String path = mark < 0 ? target : target.substring(0, mark);
    Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
    return Files.exists(file)
        && file.startsWith(root())
        && (mark < 0 || headings(file).contains(target.substring(mark + 1)));
  }

  /** As code hosts make anchors: lower case, without punctuation, spaces to dashes. */
  private static Set<String> headings(Path file) {
    try {
      return HEADING
          .matcher(Files.readString(file))
          .results()
          .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
          .map(words -> words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> found = files(".md");
    assertThat(found).hasSizeGreaterThan(20);
    return found;
  }

  private static List<Path> files(String... endings) throws IOException {
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> !root().relativize(file).toString().matches("(.*/)?(target|\\.git|data)/.*"))
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .toList();
    }
  }

  private static Path root() {
    try {
      return Path.of("..").toRealPath();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
