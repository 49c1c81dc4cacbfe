package cn.tongxing.idp.line;

import cn.tongxing.idp.keys.password.PasswordCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processor time of each operation, black box: the built server, its PostgreSQL and its Redis as
 * processes of their own, a closed loop of eight workers, 10,000 people. No test: {@code ./idp
 * bench} runs it, and {@code docs/operations/performance.md} holds what it printed.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS) // phases may be long
@EnabledIfSystemProperty(named = "bench.jar", matches = ".+")
class CpuBudget {

  private static final int SECONDS = Integer.getInteger("bench.seconds", 10);
  private static final Pattern ONLY = Pattern.compile(System.getProperty("bench.only", ".*"));

  @TempDir Path folder;

  @Test
  void everyOperation() throws Exception {
    try (OursUnderLoad ours = OursUnderLoad.start(folder)) {
      ours.operations().keySet().removeIf(name -> !ONLY.matcher(name).matches());
      for (ClosedLoop.Operation each : ours.operations().values()) {
        ClosedLoop.run(each, SECONDS);
      }
      print(ours);
    }
  }

  private static void print(OursUnderLoad ours) throws Exception {
    StringBuilder table =
        new StringBuilder(
            """
            | operation | operations | server ms | PostgreSQL ms | together ms | Redis ms | compiler ms |
            |---|---|---|---|---|---|---|
            """);
    for (var operation : ours.operations().entrySet()) {
      ours.renewTokens();
      ProcessorTime before = ours.server().time();
      long count = ClosedLoop.run(operation.getValue(), SECONDS);
      ProcessorTime cost = ours.server().time().since(before).each(count);
      table.append(
          "| %s | %d | %.3f | %.3f | **%.2f** | %.3f | %.3f |%n"
              .formatted(
                  operation.getKey(),
                  count,
                  cost.server(),
                  cost.postgres(),
                  cost.total(),
                  cost.redis(),
                  cost.compiler()));
    }
    table.append(
        "%nServer's memory after it: %.0f MiB. One password hash: %.1f ms.%n"
            .formatted(ours.server().memory(), PasswordCost.millis()));
    System.out.println(table);
    Files.writeString(Path.of("target", "cpu.txt"), table);
  }
}
