package cn.tongxing.idp.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keywords of SQL in capitals; names, types and functions small. */
@Clause("issue 6 item 10: one SQL style")
class SqlStyleTest {

  private static final Path JAVA = Path.of("src/main/java");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

  /** Values and comments are no keywords. */
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|--[^\\n]*");

  private static final Pattern STATEMENT =
      Pattern.compile("\\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\\s");

  /** What no other text of ours holds. */
  private static final Pattern SMALL =
      Pattern.compile(
          "(?:^|\\s|\\()(select\\s+[\\w.*:(]+(?:\\s|,|\\))|insert into\\s|delete from\\s|update \\w+ set\\s"
              + "|where [\\w.]+ (?:=|is null|is not null|in \\(|<|>)|order by \\w|for update\\b|on conflict\\b|returning \\w)");

  private static final Pattern SMALL_IN_MIGRATION =
      Pattern.compile(
          "\\b(create|alter|insert|select|references|check \\(|primary key|not null|default \\w|where|"
              + "comment on|partition (?:of|by)|is null)\\b");

  @Test
  void statementsInTheCodeHaveTheirKeywordsInCapitals() throws IOException {
    List<String> small = new ArrayList<>();
    int statements = 0;
    for (Path file : files(JAVA, ".java")) {
      for (String literal : literals(file)) {
        statements += STATEMENT.matcher(literal).find() ? 1 : 0;
        if (SMALL.matcher(literal).find()) {
          small.add(file.getFileName() + ": " + literal.strip());
        }
      }
    }
    assertThat(statements).isGreaterThan(150);
    assertThat(small).isEmpty();
  }

  @Test
  void soHaveTheMigrations() throws IOException {
    List<Path> migrations = files(MIGRATIONS, ".sql");
    assertThat(migrations).hasSizeGreaterThan(8);
    for (Path file : migrations) {
      String bare = QUOTED.matcher(Files.readString(file)).replaceAll("");
      assertThat(SMALL_IN_MIGRATION.matcher(bare).results().map(each -> each.group()))
          .as(file.toString())
          .isEmpty();
    }
  }

  private static List<String> literals(Path file) throws IOException {
    return LITERAL
        .matcher(Files.readString(file))
        .results()
        .map(each -> each.group(1) == null ? each.group(2) : each.group(1))
        .map(text -> QUOTED.matcher(text).replaceAll(""))
        .toList();
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(each -> each.toString().endsWith(end)).toList();
    }
  }
}
