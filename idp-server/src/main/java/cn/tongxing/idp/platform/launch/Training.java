package cn.tongxing.idp.platform.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the start-up cache (JDK 25, JEP 514). A second server on throw-away data does what the
 * first does, records which classes that took and how its methods behaved (JEP 515), and writes the
 * cache at its end; at the lowest priority, beside the demonstration.
 */
final class Training {

  /** It has asked itself for the first pages by then. */
  private static final Pattern STARTED = Pattern.compile(Pattern.quote(Demo.WARM));

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final long START_SECONDS = 240;
  private static final long WRITE_SECONDS = 180;
  private static final long FINISH_SECONDS = 180;
  private static final int SIGN_INS = 20;
  private static final long IMPORT_SECONDS = 120;

  /** Somebody of the throw-away data; the document number is the standard's example. */
  static final Map<String, String> LOGIN =
      Map.of("identifier", "11010519491231002X", "password", "once upon a start-up");

  static final String PEOPLE =
      """
      document_type,document_number,name,phone,password_hash,level
      111,11010519491231002X,李明,,"$argon2id$v=19$m=7168,t=5,p=1$dG9uZ3hpbmctdHJhaW5pbmc$dNSYf9StsocicblxWb658tRsDX9wru0s8DuVVPk1T/M",P3
      """;

  private final DemoPlan plan;
  private final DemoFolder folder;
  private final Parts parts;
  private volatile @Nullable Process server;
  private @Nullable Thread thread;

  Training(DemoPlan plan, DemoFolder folder) {
    this.plan = plan;
    this.folder = folder;
    this.parts = new Parts(plan.data());
  }

  void begin() {
    if (!Files.exists(plan.cache())) {
      thread = Thread.ofPlatform().daemon().name("start-up-cache").start(this::run);
    }
  }

  boolean isUnderWay() {
    return thread != null && thread.isAlive();
  }

  /** Waits for the cache as long as nobody says not to; then gives it up. */
  void finish(BooleanSupplier skip) throws IOException, InterruptedException {
    hurry();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FINISH_SECONDS);
    while (isUnderWay() && !skip.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
    Process running = server;
    if (isUnderWay() && running != null) {
      running.destroyForcibly();
    }
    if (thread != null) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
    }
  }

  /** Nobody else needs the processor any more. */
  private void hurry() throws IOException, InterruptedException {
    Process running = server;
    if (running != null) {
      new ProcessBuilder("renice", "-n", "0", "-g", "" + running.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(WRITE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void run() {
    Path unfinished = plan.cache().resolveSibling(plan.cache().getFileName() + ".new");
    try {
      Path data = folder.copyForTraining();
      Files.deleteIfExists(unfinished);
      Process started = parts.start("start-up-cache", command(unfinished, data));
      server = started;
      boolean learnt = learn(started, data);
      started.destroy();
      if (!started.waitFor(WRITE_SECONDS, TimeUnit.SECONDS)) {
        started.destroyForcibly().waitFor(WRITE_SECONDS, TimeUnit.SECONDS);
      }
      // a server that did not start has nothing to teach
      if (learnt && Files.exists(unfinished) && Files.size(unfinished) > 0) {
        publish(unfinished);
      }
    } catch (IOException e) {
      System.err.println("start-up cache: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tidy(unfinished);
    }
  }

  private List<String> command(Path unfinished, Path data) {
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19", plan.java().toString()));
    command.add(plan.mark());
    command.addAll(plan.serverFlags());
    command.addAll(List.of("-XX:AOTCacheOutput=" + unfinished, "-jar", plan.server().toString()));
    command.addAll(plan.serverSettings(0, data));
    return command;
  }

  /** Waits until the server answers, asks it for the first pages and signs somebody in. */
  private boolean learn(Process started, Path data) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    String log = "";
    while (started.isAlive() && System.nanoTime() < deadline && !STARTED.matcher(log).find()) {
      Thread.sleep(200);
      log = Files.readString(parts.log("start-up-cache"));
    }
    Matcher port = PORT.matcher(log);
    if (!port.find()) {
      return false;
    }
    int at = Integer.parseInt(port.group(1));
    for (String path : List.of("/.well-known/openid-configuration", "/", "/no-such-page")) {
      Probe.get(at, path, plan.port());
    }
    rehearse(at, data);
    return true;
  }

  /** A cache that has seen no sign-in is better than none. */
  private void rehearse(int port, Path data) throws IOException, InterruptedException {
    String told;
    try {
      importPeople(data);
      var fund =
          new Rehearsal.Client(
              "housing-fund",
              Files.readString(data.resolve("secrets/housing-fund.secret")).strip(),
              "http://localhost:" + (plan.port() + 3) + "/callback");
      var rehearsal = new Rehearsal(port, "localhost:" + plan.port(), fund, LOGIN);
      told = "rehearsed " + rehearsal.run(SIGN_INS) + " sign-ins";
    } catch (IOException e) {
      told = "not rehearsed: " + e.getMessage();
    }
    log(told);
  }

  private void importPeople(Path data) throws IOException, InterruptedException {
    Path people = data.resolve("people.csv");
    Files.writeString(people, PEOPLE);
    List<String> command = new ArrayList<>(List.of("nice", "-n", "19", plan.java().toString()));
    command.addAll(plan.serverFlags());
    command.addAll(
        List.of(
            plan.mark(),
            "-XX:TieredStopAtLevel=1",
            "-Didp.embedded.join-running=true",
            "-D" + CommandSystem.USUAL + "=" + data,
            "-jar",
            plan.server().toString()));
    command.addAll(List.of("citizen", "import", people.toString(), "--operator", "training"));
    Process importing =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(parts.log("start-up-cache").toFile()))
            .start();
    if (!importing.waitFor(IMPORT_SECONDS, TimeUnit.SECONDS)) {
      importing.destroyForcibly();
      throw new IOException("the import takes too long");
    }
    if (importing.exitValue() != 0) {
      throw new IOException("the import ended with " + importing.exitValue());
    }
  }

  private void log(String line) throws IOException {
    Files.writeString(
        parts.log("start-up-cache"),
        "start-up cache: " + line + "\n",
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
  }

  /** Caches of other places and other JDKs go: a hundred megabytes each. */
  private void publish(Path finished) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(plan.cache().getParent())) {
      old = files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
    for (Path cache : old) {
      Files.deleteIfExists(cache);
    }
    Files.move(finished, plan.cache(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void tidy(Path unfinished) {
    try {
      folder.stopServices(plan.data().resolve("training"));
      DemoFolder.delete(plan.data().resolve("training"));
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(plan.data().resolve("run/start-up-cache.pid"));
    } catch (IOException e) {
      System.err.println("start-up cache: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
