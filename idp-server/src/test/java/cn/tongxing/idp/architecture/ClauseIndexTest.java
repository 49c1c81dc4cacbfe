package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/protocol/clauses.md}: which clause or checklist row is shown by which test.
 * Written anew by {@code ./idp test -Dclauses.write=true -Dtest=ClauseIndexTest}.
 */
class ClauseIndexTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "protocol", "clauses.md");
  private static final Pattern TAGS =
      Pattern.compile("@(?:Clause|Tag)\\(\\s*(\\{[^}]*}|\"[^\"]*\")\\s*\\)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
  private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(|class (\\w+)");

  @Test
  void theIndexOfClausesIsCurrent() throws IOException {
    String index = render(collect());
    if (Boolean.getBoolean("clauses.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, index);
    }
    assertThat(DOCUMENT).exists();
    assertThat(Files.readString(DOCUMENT))
        .as(
            "docs/protocol/clauses.md is stale: ./idp test -Dclauses.write=true -Dtest=ClauseIndexTest")
        .isEqualTo(index);
  }

  private static Map<String, TreeSet<String>> collect() throws IOException {
    Map<String, TreeSet<String>> found =
        new TreeMap<>(Comparator.comparing(ClauseIndexTest::sortKey));
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath())) {
      for (Path file : (Iterable<Path>) files.filter(ClauseIndexTest::isTest)::iterator) {
        collect(file, found);
      }
    }
    return found;
  }

  private static void collect(Path file, Map<String, TreeSet<String>> found) throws IOException {
    String source = Files.readString(file);
    String test = file.getFileName().toString().replace(".java", "");
    Matcher tags = TAGS.matcher(source);
    while (tags.find()) {
      Matcher method = METHOD.matcher(source);
      boolean named = method.find(tags.end());
      String name = named && method.group(1) != null ? "." + method.group(1) : "";
      Matcher clauses = QUOTED.matcher(tags.group(1));
      while (clauses.find()) {
        if (!clauses.group(1).equals("browser")) {
          found.computeIfAbsent(clauses.group(1), c -> new TreeSet<>()).add(test + name);
        }
      }
    }
  }

  private static String render(Map<String, TreeSet<String>> found) {
    StringBuilder text = new StringBuilder();
    text.append("# Clauses and checklist rows, and the tests that show them\n\n");
    text.append("Made by `ClauseIndexTest` from the tests' tags; checked to be current.\n\n");
    text.append("| clause | shown by |\n|---|---|\n");
    found.forEach((clause, tests) ->
        text.append("| ")
            .append(clause)
            .append(" | ")
            .append(String.join("<br>", List.copyOf(tests)))
            .append(" |\n"));
    return text.toString();
  }

  /** A10 after A9. */
  private static String sortKey(String clause) {
    return Pattern.compile("\\d+")
        .matcher(clause)
        .replaceAll(number -> String.format("%06d", Long.parseLong(number.group())));
  }

  private static boolean isTest(Path file) {
    String path = file.toString();
    return path.endsWith(".java") && path.contains("/src/test/java/") && !path.contains("/target/");
  }
}
