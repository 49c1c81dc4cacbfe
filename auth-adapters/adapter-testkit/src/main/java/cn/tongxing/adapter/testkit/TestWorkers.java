package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.adapter.spi.Workers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process for each question: says what the program says, and what it keeps is soon seen. */
record TestWorkers(WorkerProgram program, InstantSource clock) implements Workers {

  /** Another one each time: a program that says a number of its own is seen. */
  private static final AtomicInteger QUESTIONS = new AtomicInteger(1000);

  @Override
  public byte[] ask(List<byte[]> parts, Instant deadline) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program.command())
            .directory(new File("/"))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(program.environment());
    Process process = builder.start();
    Duration left = Duration.between(clock.instant(), deadline);
    var _ =
        CompletableFuture.runAsync(
            process::destroyForcibly,
            CompletableFuture.delayedExecutor(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS));
    try (DataOutputStream out = new DataOutputStream(process.getOutputStream());
        DataInputStream in = new DataInputStream(process.getInputStream())) {
      int question = QUESTIONS.incrementAndGet();
      out.writeInt(question);
      out.writeInt(parts.size());
      for (byte[] part : parts) {
        out.writeInt(part.length);
        out.write(part);
      }
      out.flush();
      int answered = in.readInt();
      if (answered != question) {
        throw new IOException("an answer to question " + answered + " and not to " + question);
      }
      int length = in.readInt();
      if (length < 0 || length > program.answer()) {
        throw new IOException("an answer of " + length + " bytes");
      }
      byte[] answer = new byte[length];
      in.readFully(answer);
      return answer;
    } finally {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    // each ended with its question
  }
}
