package cn.tongxing.idp.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that has come to its end, as it has to in time. Reading what one prints cannot be
 * interrupted, so that no limit of a test ends such a wait: ending the process does.
 */
public record Finished(int exit, String output) {

  /** Reads to the end. */
  public static Finished of(Process process, Duration most)
      throws IOException, InterruptedException {
    CompletableFuture<Boolean> inTime =
        process
            .onExit()
            .thenApply(_ -> true)
            .completeOnTimeout(false, most.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> ended = inTime.thenAccept(done -> end(process, done));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    ended.join();
    if (!inTime.join()) {
      throw new AssertionError("not ended within %s: %s".formatted(most, output));
    }
    return new Finished(exit, output);
  }

  private static void end(Process process, boolean done) {
    if (!done) {
      Stream.concat(process.descendants(), Stream.of(process.toHandle()))
          .toList()
          .forEach(ProcessHandle::destroyForcibly);
    }
  }
}
