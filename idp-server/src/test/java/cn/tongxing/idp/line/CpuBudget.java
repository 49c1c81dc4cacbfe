package cn.tongxing.idp.line;

import cn.tongxing.idp.keys.password.PasswordCost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  /** Until what is rare is compiled too: a sign-in, some four hundred in ten seconds. */
  private static final int WARMING = Integer.getInteger("bench.warm", SECONDS);

  private static final Pattern ONLY = Pattern.compile(System.getProperty("bench.only", ".*"));

  @TempDir Path folder;

  @Test
  void everyOperation() throws Exception {
    try (OursUnderLoad ours = OursUnderLoad.start(folder)) {
      ours.operations().keySet().removeIf(name -> !ONLY.matcher(name).matches());
      Map<String, ProcessorTime> first = new HashMap<>();
      for (var each : ours.operations().entrySet()) {
        first.put(each.getKey(), cost(ours, each.getValue(), WARMING).each());
      }
      print(ours, first);
    }
  }

  private record Cost(long operations, ProcessorTime all) {
    ProcessorTime each() {
      return all.each(operations);
    }
  }

  private static Cost cost(OursUnderLoad ours, ClosedLoop.Operation operation, int seconds)
      throws Exception {
    ProcessorTime before = ours.server().time();
    long count = ClosedLoop.run(operation, seconds);
    return new Cost(count, ours.server().time().since(before));
  }

  private static void print(OursUnderLoad ours, Map<String, ProcessorTime> first) throws Exception {
    StringBuilder table =
        new StringBuilder(
            """
            | operation | operations | server ms | PostgreSQL ms | together ms | Redis ms | compiler ms | at first ms |
            |---|---|---|---|---|---|---|---|
            """);
    for (var operation : ours.operations().entrySet()) {
      ours.renewTokens();
      Cost counted = cost(ours, operation.getValue(), SECONDS);
      ProcessorTime cost = counted.each();
      table.append(
          "| %s | %d | %.3f | %.3f | **%.2f** | %.3f | %.3f | %.2f |%n"
              .formatted(
                  operation.getKey(),
                  counted.operations(),
                  cost.server(),
                  cost.postgres(),
                  cost.total(),
                  cost.redis(),
                  cost.compiler(),
                  first.get(operation.getKey()).total()));
    }
    table.append(
        "%nServer's memory after it: %.0f MiB. One password hash: %.1f ms.%n"
            .formatted(ours.server().memory(), PasswordCost.millis()));
    System.out.println(table);
    Files.writeString(Path.of("target", "cpu.txt"), table);
  }
}
