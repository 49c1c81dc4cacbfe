package cn.tongxing.idp.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.protocol.authorize.AuthorizeChecks.Row;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.ProtocolError.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps the two tables of {@code docs/protocol/authorize.md}: parameters and checks, made from the
 * tables in the code and from what is written above each check. Written anew by {@code ./idp test
 * -Dauthorize.write=true -Dtest=AuthorizeDocumentTest}.
 */
class AuthorizeDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "protocol", "authorize.md");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "cn", "tongxing", "idp", "protocol", "authorize");

  private static final Pattern JAVADOC =
      Pattern.compile("/\\*\\*(.*?)\\*/\\s*final class", Pattern.DOTALL);
  private static final Pattern ERROR = Pattern.compile("FrontChannelError\\.([A-Z0-9_]+)");

  @Test
  void theTablesOfTheDocumentAreCurrent() throws IOException {
    String kept = Files.readString(DOCUMENT);
    String document = with(with(kept, "parameters", parameters()), "checks", checks());
    if (Boolean.getBoolean("authorize.write")) {
      Files.writeString(DOCUMENT, document);
      return;
    }
    assertThat(kept)
        .as("stale: ./idp test -Dauthorize.write=true -Dtest=AuthorizeDocumentTest")
        .isEqualTo(document);
  }

  private static String with(String document, String name, String table) {
    String from = "<!-- " + name + ": made by AuthorizeDocumentTest -->\n";
    String to = "<!-- end of " + name + " -->\n";
    assertThat(document).containsOnlyOnce(from).containsOnlyOnce(to);
    return document.substring(0, document.indexOf(from) + from.length())
        + table
        + document.substring(document.indexOf(to));
  }

  private static String parameters() {
    var text = new StringBuilder("| parameter | bytes at most | may come |\n|---|---|---|\n");
    for (RequestParameter each : RequestParameter.values()) {
      String may = each.isRepeatable() ? "several times" : "once";
      text.append(
          "| `%s` | %,d | %s |%n"
              .formatted(each.written(), each.longest(), each.isTaken() ? may : "not at all"));
    }
    text.append(
        "| any other, ignored | %,d | once |%n| all of them, at most %d | %,d | |%n"
            .formatted(RequestParameter.USUAL, SizeLimits.PARAMETERS, RequestParameter.TOGETHER));
    return text.toString();
  }

  private static String checks() throws IOException {
    var text = new StringBuilder("| # | check | otherwise |");
    var line = new StringBuilder("\n|---|---|---|");
    for (RequestEndpoint endpoint : RequestEndpoint.values()) {
      text.append(" %s |".formatted(endpoint.name().toLowerCase(java.util.Locale.ROOT)));
      line.append("---|");
    }
    text.append(line).append('\n');
    List<Row> table = RunningServer.shared().bean(AuthorizeChecks.class).table();
    for (int i = 0; i < table.size(); i++) {
      text.append("| %d | %s |".formatted(i + 1, row(table.get(i)))).append('\n');
    }
    return text.toString();
  }

  private static String row(Row row) throws IOException {
    String source =
        Files.readString(SOURCES.resolve(row.check().getClass().getSimpleName() + ".java"));
    var javadoc = JAVADOC.matcher(source);
    assertThat(javadoc.find()).as(row.check().getClass().getSimpleName()).isTrue();
    String says =
        javadoc
            .group(1)
            .replaceAll("\\s*\\n \\* ?", " ")
            .replaceAll("\\{@(?:code|link)\\s+([^}]+)\\}", "`$1`")
            .strip();
    String refused =
        ERROR
            .matcher(source)
            .results()
            .map((MatchResult found) -> FrontChannelError.valueOf(found.group(1)))
            .map(AuthorizeDocumentTest::answer)
            .distinct()
            .collect(Collectors.joining(", "));
    assertThat(refused).as(row.check().getClass().getSimpleName()).isNotEmpty();
    return says
        + " | "
        + refused
        + java.util.Arrays.stream(RequestEndpoint.values())
            .map(endpoint -> row.endpoints().contains(endpoint) ? " | x" : " | ")
            .collect(Collectors.joining());
  }

  private static String answer(FrontChannelError error) {
    return error.entry().place() == Place.ON_A_PAGE
        ? "page here, " + error.status()
        : "`" + error.entry().code() + "`";
  }
}
