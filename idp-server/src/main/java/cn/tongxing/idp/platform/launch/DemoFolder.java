package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The folder of a demonstration's data: its secrets, and what an earlier run left running. */
final class DemoFolder {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  /** Read by {@code application-demo.yml}. */
  static final String ADDRESSES = "demo.properties";

  private static final long POLITE_SECONDS = 10;

  private final Path data;
  private final String mark;

  DemoFolder(Path data, String mark) {
    this.data = data;
    this.mark = mark;
  }

  /**
   * Ends processes of an earlier demonstration that was killed; known by number and by what they
   * run.
   *
   * @return the names of those that were still there
   */
  List<String> stopLeftBehind() throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    for (Path file : list(data.resolve("run"))) {
      Optional<ProcessHandle> left = number(file).flatMap(ProcessHandle::of);
      if (left.isPresent() && commandLine(left.get()).contains(mark + " ")) {
        found.add(file.getFileName().toString().replace(".pid", "") + ", " + left.get().pid());
        end(left.get(), "-TERM");
      }
      Files.delete(file);
    }
    stopServices(data.resolve("training"));
    return found;
  }

  /** Ends PostgreSQL and Redis of a data folder, in case their server was killed. */
  void stopServices(Path folder) throws IOException, InterruptedException {
    for (String file : List.of("postgres/data/postmaster.pid", "redis/redis.pid")) {
      Optional<ProcessHandle> left = number(folder.resolve(file)).flatMap(ProcessHandle::of);
      if (left.isPresent() && program(left.get()).startsWith(data.resolve("bin"))) {
        end(left.get(), "-INT"); // PostgreSQL: at once, but in order
      }
    }
  }

  /** Forgets everything but the unpacked programs and the lock. */
  void wipe() throws IOException, InterruptedException {
    stopServices(data);
    for (Path file : list(data)) {
      if (!Set.of("bin", "demo.lock").contains(file.getFileName().toString())) {
        delete(file);
      }
    }
  }

  /** Makes what the parts need: folders for their owner alone, secrets of the sample clients. */
  void prepare(SecureRandom random) throws IOException {
    for (String name : List.of("secrets", "logs", "run", "simulator")) {
      Path folder = Files.createDirectories(data.resolve(name));
      Files.setPosixFilePermissions(folder, PRIVATE);
    }
    for (String client : List.of("hospital", "housing-fund")) {
      Path file = data.resolve("secrets").resolve(client + ".secret");
      if (!Files.exists(file) || Files.size(file) == 0) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        Files.deleteIfExists(file);
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
      }
    }
  }

  /** Keeps where the demonstration answers, for the commands that work on its data. */
  void keep(List<String> addresses) throws IOException {
    Files.writeString(data.resolve(ADDRESSES), String.join("\n", addresses) + "\n");
  }

  /** A folder of throw-away data with the same simulator and secrets. */
  Path copyForTraining() throws IOException {
    Path training = data.resolve("training");
    delete(training);
    Files.createDirectories(training);
    for (String name : List.of("simulator", "secrets")) {
      Path copy = Files.createDirectories(training.resolve(name));
      for (Path file : list(data.resolve(name))) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
    }
    return training;
  }

  static void delete(Path file) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      for (Path inside : list(file)) {
        delete(inside);
      }
    }
    Files.deleteIfExists(file);
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The process number in the first line of a file, if it is one. */
  private static Optional<Long> number(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .limit(1)
        .map(String::strip)
        .filter(line -> line.matches("[0-9]{1,9}"))
        .map(Long::valueOf)
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      byte[] words = Files.readAllBytes(Path.of("/proc", "" + process.pid(), "cmdline"));
      return new String(words, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it has ended, or is somebody else's
    }
  }

  private static Path program(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "exe"));
    } catch (IOException e) {
      return Path.of("/");
    }
  }

  private static void end(ProcessHandle process, String signal)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, "" + process.pid())
        .start()
        .waitFor(POLITE_SECONDS, TimeUnit.SECONDS);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(POLITE_SECONDS);
    while (process.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    process.destroyForcibly();
  }
}
