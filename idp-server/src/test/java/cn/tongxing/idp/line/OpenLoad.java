package cn.tongxing.idp.line;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the mix takes where it arrives at fixed rates: in the second minute after the start,
 * with the compiler busy beside it, and once the server is warm. No test: {@code ./idp bench
 * --open} runs it.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
@EnabledIfSystemProperty(named = "bench.jar", matches = ".+")
class OpenLoad {

  private static final int MINUTE = Integer.getInteger("bench.seconds", 60);
  private static final int MINUTES = 5;
  private static final List<Double> RATES =
      Arrays.stream(System.getProperty("bench.rates", "170,285").split(","))
          .map(Double::valueOf)
          .toList();

  @TempDir Path folder;

  @Test
  void theMixAtFixedRates() throws Exception {
    StringBuilder table =
        new StringBuilder(
            """
            | operations a second | minute | done | failed | p50 ms | p99 ms | longest ms |
            |---|---|---|---|---|---|---|
            """);
    for (double rate : RATES) {
      try (OursUnderLoad ours = OursUnderLoad.start(folder.resolve("at-" + rate))) {
        var mix = ours.operations().get("S8 mix");
        var loop = new OpenLoop(mix, rate, OursUnderLoad.WORKERS);
        for (int minute = 1; minute <= MINUTES; minute++) {
          OpenLoop.Latency seen = loop.run(MINUTE);
          table.append(
              "| %.0f | %d | %d | %d | %.1f | %.1f | %.0f |%n"
                  .formatted(
                      rate,
                      minute,
                      seen.done(),
                      seen.failed(),
                      seen.median(),
                      seen.p99(),
                      seen.longest()));
        }
        table.append(
            "| %.0f | resident: %.0f MiB | | | | | |%n".formatted(rate, ours.server().memory()));
      }
    }
    System.out.println(table);
    Files.writeString(Path.of("target", "open.txt"), table);
  }
}
