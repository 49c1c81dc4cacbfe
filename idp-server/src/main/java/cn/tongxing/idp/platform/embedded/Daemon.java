package cn.tongxing.idp.platform.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service process found again by its process file. */
final class Daemon {

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

  private static boolean endsWithin(ProcessHandle process, Duration limit) {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
