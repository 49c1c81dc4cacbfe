package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A service process found again by its process file. */
final class Daemon {

  private static final Duration POLL = Duration.ofMillis(20);

  private Daemon() {}

  /**
   * The process that the file names, if it lives and runs this very program. A number alone proves
   * nothing: after a restart of the machine it may belong to anybody.
   */
  static Optional<ProcessHandle> find(Path processFile, Path program) throws IOException {
    if (!Files.exists(processFile)) {
      return Optional.empty();
    }
    var firstLine = Files.readString(processFile).lines().findFirst().orElse("").strip();
    if (!firstLine.matches("[1-9][0-9]{0,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(firstLine)).filter(process -> runs(process, program));
  }

  private static boolean runs(ProcessHandle process, Path program) {
    return process.isAlive()
        && process.info().command().filter(program.toString()::equals).isPresent();
  }

  /** Asks the process to end, and ends it by force when the time is up. */
  static void stop(ProcessHandle process, Duration limit) {
    process.destroy();
    if (!endsWithin(process, limit)) {
      process.destroyForcibly();
      endsWithin(process, limit);
    }
  }

  /** An ended process that nobody has collected yet has no command any more; onExit would wait. */
  static boolean endsWithin(ProcessHandle process, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (isRunning(process)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}
