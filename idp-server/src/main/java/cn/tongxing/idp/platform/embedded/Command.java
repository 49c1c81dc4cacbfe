package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs run to their end, their output in a log file. */
final class Command {

  private static final int LOG_LINES_SHOWN = 15;

  private Command() {}

  /**
   * Runs and waits.
   *
   * @return the exit code; 124 when the time was up and the program was ended
   */
  static int run(List<String> command, Path log, Duration limit) throws IOException {
    var process = start(command, log);
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return 124;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command.getFirst(), e);
    }
  }

  static Process start(List<String> command, Path log) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  /** The last lines of a log, for an error message. */
  static String tail(Path log) {
    try {
      var lines = new ArrayList<>(Files.readAllLines(log));
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no log at " + log + ")";
    }
  }
}
