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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One running process of a program. Used by one thread at a time. */
final class WorkerProcess {

  /** Whoever swells is seen that soon. */
  private static final Duration LOOK = Duration.ofMillis(20);

  private static final Path NICE = Path.of("/usr/bin/nice");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

  private final Process process;
  private final WorkerProgram program;

  private WorkerProcess(Process process, WorkerProgram program) {
    this.process = process;
    this.program = program;
  }

  /** Starts one, low in priority, with nothing of the server's environment. */
  static WorkerProcess start(WorkerProgram program) throws IOException {
    List<String> command = new ArrayList<>();
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
   *
   * @throws IOException with what it did, in words that hold nothing of the question
   */
  byte[] ask(List<byte[]> parts, Duration left) throws IOException {
    AtomicReference<String> killed = new AtomicReference<>("");
    AtomicReference<Boolean> done = new AtomicReference<>(false);
    Thread watch = Thread.ofVirtual().name("worker-watch").start(() -> watch(left, killed, done));
    try {
      write(parts);
      return read();
    } catch (IOException e) {
      kill();
      String why = killed.get();
      throw new IOException(why.isEmpty() ? "the worker ended: " + e.getMessage() : why);
    } finally {
      done.set(true);
      LockSupport.unpark(watch);
    }
  }

  private void watch(Duration left, AtomicReference<String> killed, AtomicReference<Boolean> done) {
    long until = System.nanoTime() + left.toNanos();
    while (!done.get() && process.isAlive()) {
      if (System.nanoTime() - until >= 0) {
        killed.set("the worker did not answer in time");
        kill();
      } else if (resident() > program.memory()) {
        killed.set("the worker took more than " + (program.memory() >> 20) + " MiB");
        kill();
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
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

  private void write(List<byte[]> parts) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    out.writeInt(parts.size());
    for (byte[] part : parts) {
      out.writeInt(part.length);
      out.write(part);
    }
    out.flush();
  }

  private byte[] read() throws IOException {
    DataInputStream in = new DataInputStream(process.getInputStream());
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

  /** At once, with whatever it has started. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Whether it is gone in that time. */
  boolean isGoneIn(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
