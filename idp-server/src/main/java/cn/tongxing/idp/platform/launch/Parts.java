package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The running processes of a demonstration. Each has a session of its own, so that Ctrl-C reaches
 * the launcher alone, which then ends them in order; each writes a log that its owner alone reads.
 */
final class Parts {

  private static final long POLITE_SECONDS = 10;
  private static final int LOGS_KEPT = 9;

  private final Path data;
  private final Map<String, Process> running = new LinkedHashMap<>();

  Parts(Path data) {
    this.data = data;
  }

  /**
   * Starts one; its output goes to {@code logs/NAME.log}. Logs of earlier runs stay as {@code
   * NAME.1.log} and so on: the checkpoints of the audit trail in them are witnesses.
   */
  Process start(String name, List<String> command) throws IOException {
    Path log = log(name);
    keepEarlier(name);
    Files.createFile(
        log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    List<String> own = new ArrayList<>(List.of("setsid"));
    own.addAll(command);
    Process process =
        new ProcessBuilder(own)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Files.writeString(data.resolve("run").resolve(name + ".pid"), process.pid() + "\n");
    running.put(name, process);
    return process;
  }

  private void keepEarlier(String name) throws IOException {
    for (int age = LOGS_KEPT; age >= 1; age--) {
      Path younger = age == 1 ? log(name) : log(name + "." + (age - 1));
      if (Files.exists(younger)) {
        Files.move(younger, log(name + "." + age), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  Path log(String name) {
    return data.resolve("logs").resolve(name + ".log");
  }

  /** One that has ended by itself. */
  Optional<String> ended() {
    return running.entrySet().stream()
        .filter(part -> !part.getValue().isAlive())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Java says at the beginning of its log why it does not start, the server at the end. */
  List<String> endsOfLog(String name) throws IOException {
    List<String> lines = Files.readAllLines(log(name));
    if (lines.size() <= 40) {
      return lines;
    }
    List<String> ends = new ArrayList<>(lines.subList(0, 12));
    ends.add("… " + (lines.size() - 37) + " …");
    ends.addAll(lines.subList(lines.size() - 25, lines.size()));
    return ends;
  }

  /** Ends all: politely at once, by force after ten seconds. */
  void stop() throws IOException, InterruptedException {
    running.values().forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(POLITE_SECONDS);
    for (Process process : running.values()) {
      if (!process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly().waitFor(POLITE_SECONDS, TimeUnit.SECONDS);
      }
    }
    for (String name : running.keySet()) {
      Files.deleteIfExists(data.resolve("run").resolve(name + ".pid"));
    }
    running.clear();
  }
}
