package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.line.Cost.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each operation costs in SQL statements, write transactions and Redis commands, against the
 * budgets of the design; keeps {@code docs/operations/cost.md}. Written anew by {@code ./idp test
 * -Dcost.write=true -Dtest=CostTest}.
 */
class CostTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations", "cost.md");

  /** The most that an operation may cost. */
  private record Budget(long writeTransactions, long redisCommands) {}

  private static final Map<String, Budget> BUDGETS =
      Map.of(
          Operations.DISCOVERY, new Budget(0, 0),
          Operations.JWKS, new Budget(0, 0),
          Operations.BY_PASSWORD, new Budget(2, 10),
          Operations.BY_SMS, new Budget(2, 10),
          Operations.BY_PASSKEY, new Budget(2, 10),
          Operations.SILENT, new Budget(1, 6),
          Operations.REFRESH, new Budget(1, 0),
          Operations.USERINFO, new Budget(0, 0),
          Operations.INTROSPECTION, new Budget(0, 0),
          Operations.CLIENT_CREDENTIALS, new Budget(1, 0));

  private static Map<String, Figures> figures = new LinkedHashMap<>();

  @BeforeAll
  static void measure(@TempDir Path folder) throws Exception {
    try (RunningLine line = Operations.start(folder)) {
      Operations operations = Operations.run(line, folder);
      figures = operations.figures();
      StringBuilder traces = new StringBuilder();
      operations
          .traces()
          .forEach((name, trace) -> traces.append("== ").append(name).append('\n').append(trace));
      Files.writeString(Path.of("target", "cost-traces.txt"), traces);
    }
  }

  @Test
  void everyOperationIsWithinItsBudget() {
    BUDGETS.forEach((operation, budget) -> {
      Figures cost = figures.get(operation);
      assertThat(cost.writeTransactions())
          .as("write transactions of %s", operation)
          .isLessThanOrEqualTo(budget.writeTransactions());
      assertThat(cost.redisCommands())
          .as("Redis commands of %s", operation)
          .isLessThanOrEqualTo(budget.redisCommands());
    });
  }

  @Test
  void theDocumentOfCostsIsCurrent() throws IOException {
    String document = document();
    if (Boolean.getBoolean("cost.write")) {
      Files.createDirectories(DOCUMENT.getParent());
      Files.writeString(DOCUMENT, document);
    }
    assertThat(DOCUMENT).exists();
    assertThat(Files.readString(DOCUMENT))
        .as("docs/operations/cost.md is stale: ./idp test -Dcost.write=true -Dtest=CostTest")
        .isEqualTo(document);
  }

  private static String document() {
    StringBuilder table = new StringBuilder();
    figures.forEach((operation, cost) -> {
      Budget budget = BUDGETS.get(operation);
      table
          .append("| ")
          .append(operation)
          .append(" | ")
          .append(cost.statements())
          .append(" | ")
          .append(cost.writeTransactions())
          .append(budget == null ? "" : " (≤ " + budget.writeTransactions() + ")")
          .append(" | ")
          .append(cost.redisCommands())
          .append(budget == null ? "" : " (≤ " + budget.redisCommands() + ")")
          .append(" |\n");
    });
    return "# cost\n" + table;
  }
}
