package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.WorkerProgram;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One running process of a program. Used by one thread at a time. */
final class WorkerProcess {

  /** Whoever swells is seen that soon. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

  private final Process process;
  private final WorkerFamily family;
  private final WorkerProgram program;
  private int asked;

  private WorkerProcess(Process process, WorkerProgram program) {
    this.process = process;
    this.family = WorkerFamily.of(process.toHandle());
    this.program = program;
  }

  /** Starts one, low in priority, with nothing of the server's environment. */
  static WorkerProcess start(WorkerProgram program) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString()); // it runs the program in its own place, with the same id
    }
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    command.addAll(program.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(new File("/"));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(program.environment());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new WorkerProcess(builder.start(), program);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * One question; the process is killed unless it answers as it should in the time that is left.
   * Whoever asks waits beside the pipes and not in them: something that the program has started may
   * hold them open when it is gone.
   *
   * @throws IOException with what it did, in words that hold nothing of the question
   */
  byte[] ask(List<byte[]> parts, Duration left) throws IOException {
    try {
      int question = ++asked;
      FutureTask<byte[]> exchange = new FutureTask<>(() -> exchanged(question, parts));
      Thread.ofPlatform().daemon().name("worker-pipes").start(exchange);
      return watched(exchange, System.nanoTime() + left.toNanos());
    } catch (IOException e) {
      kill();
      throw e;
    }
  }

  private byte[] watched(FutureTask<byte[]> exchange, long until) throws IOException {
    while (true) {
      try {
        return exchange.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException goesOn) {
        if (System.nanoTime() - until >= 0) {
          throw new IOException("the worker did not answer in time");
        }
        if (resident() > program.memory()) {
          throw new IOException("the worker took more than " + (program.memory() >> 20) + " MiB");
        }
      } catch (ExecutionException e) {
        String why = Objects.requireNonNull(e.getCause()).getMessage();
        throw new IOException("the worker ended: " + why);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("the worker was given up");
      }
    }
  }

  private byte[] exchanged(int question, List<byte[]> parts) throws IOException {
    if (process.getInputStream().available() > 0) {
      throw new IOException("it said more after its answer"); // which would be another person's
    }
    write(question, parts);
    return read(question);
  }

  /** Bytes of resident memory as Linux counts them; 0 where it cannot be read. */
  private long resident() {
    try {
      Matcher line =
          RESIDENT.matcher(Files.readString(Path.of("/proc", process.pid() + "", "status")));
      return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  private void write(int question, List<byte[]> parts) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    out.writeInt(question);
    out.writeInt(parts.size());
    for (byte[] part : parts) {
      out.writeInt(part.length);
      out.write(part);
    }
    out.flush();
  }

  /** What comes late, while the next question is written already, says whose answer it is. */
  private byte[] read(int question) throws IOException {
    DataInputStream in = new DataInputStream(process.getInputStream());
    int answered = in.readInt();
    if (answered != question) {
      throw new IOException("it answers question " + answered + " and not " + question);
    }
    int length = in.readInt();
    if (length < 0 || length > program.answer()) {
      throw new IOException("it answers " + length + " bytes");
    }
    byte[] answer = in.readNBytes(length);
    if (answer.length < length || in.available() > 0) {
      throw new IOException("it answers more or less than it says");
    }
    return answer;
  }

  /** At once, with whatever it has started; nobody else, however long ago it ended itself. */
  void kill() {
    family.end();
    // not the process's own: that closes its pipes too, and waits for whoever writes to them
    process.toHandle().destroyForcibly();
  }

  /** Whether it is gone in that time. */
  boolean isGoneIn(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
