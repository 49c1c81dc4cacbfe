package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.command.AdminCommands;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code ./idp} answers without starting anything. */
class LauncherScriptTest {

  private static final Path SCRIPT = Path.of("..", "idp").toAbsolutePath().normalize();

  private static final Duration MOST = Duration.ofMinutes(2);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--frehs",
        "clinet apply clients.yaml",
        "demo --frehs",
        "demo --port-base",
        "demo --port-base 80",
        "demo --port-base many",
        "demo --data"
      })
  void aMistypedOptionIsRefusedBeforeAnythingStarts(String words) throws Exception {
    var run = idp(words.split(" "));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).startsWith("./idp: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyCommandOfTheServerIsPassedOn() throws Exception {
    String commands =
        new CommandLine(AdminCommands.class)
            .getSubcommands().keySet().stream()
                .filter(name -> !name.equals("help"))
                .sorted()
                .collect(Collectors.joining(" | "));

    assertThat(Files.readString(SCRIPT)).contains("\n  " + commands + ") administer ");
  }

  private void canTest() throws IOException {
    Files.copy(SCRIPT, folder.resolve("idp"));
    for (Class<?> part : List.of(RunTests.class, Mutations.class)) {
      Path source = Path.of("src/main/java").resolve(part.getName().replace('.', '/') + ".java");
      Path copy = folder.resolve("idp-server").resolve(source);
      Files.createDirectories(copy.getParent());
      Files.copy(source, copy);
    }
    program("node", "echo v22.0.0");
    program("chromium", "exit 0");
    program("fc-list", "echo Noto Sans CJK SC");
  }

  private Finished test() throws Exception {
    return run(List.of("bash", folder.resolve("idp").toString(), "test"));
  }

  /** A Maven that finds what it needs with the network alone. */
  private static final String LACKS =
      "case \"$*\" in -o*) echo '[ERROR] Cannot access central in offline mode'; exit 1 ;; esac\n"
          + "echo \"maven: $*\"";

  @Test
  void theFirstRunAsksTheNetworkAtOnceAndTheNextOnesDoNot() throws Exception {
    canTest();
    program("mvn", "echo \"maven: $*\"");

    assertThat(test().output()).contains("maven: --batch-mode").doesNotContain("-o");
    assertThat(test().output()).contains("maven: -o --batch-mode");
  }

  @Test
  void whereTheLibrariesWereTakenAwayNothingOfTheVainAttemptIsShown() throws Exception {
    canTest();
    program("mvn", LACKS);
    assertThat(test().exit()).isZero(); // leaves the mark

    var run = test();

    assertThat(run.exit()).isZero();
    assertThat(run.output())
        .contains("running again with the network", "maven: --batch-mode")
        .doesNotContain("ERROR");
  }

  @Test
  void whatFailsForAnotherReasonIsShownAndNotRunAgain() throws Exception {
    canTest();
    program("mvn", "exit 0");
    test();
    program("mvn", "echo '[ERROR] does not compile'; exit 1");

    var run = test();

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("does not compile").doesNotContain("again");
  }

  @Test
  void onceTestsHaveBegunTheirLinesAreShownAsTheyCome() throws Exception {
    canTest();
    program("mvn", "exit 0");
    test();
    Path go = folder.resolve("go");
    program(
        "mvn",
        "echo '[INFO] building'; echo '[INFO]  T E S T S'; until [ -e %s ]; do sleep 0.1; done"
            .formatted(go));
    var running = start(List.of("bash", folder.resolve("idp").toString(), "test"));

    assertThat(line(running)).contains("building");
    assertThat(line(running)).contains("T E S T S");
    Files.writeString(go, "");
    assertThat(Finished.of(running, MOST).exit()).isZero();
  }

  /** Debian 12 has 18, which Playwright's driver does not run on. */
  @ParameterizedTest
  @CsvSource({"v18.19.0, true", "v20.0.0, false", "v22.14.0, false", "nonsense, true"})
  void mavenFetchesNodeWhereTheMachinesIsTooOld(String version, boolean fetched) throws Exception {
    canTest();
    program("node", "echo " + version);
    program("mvn", "echo \"maven: $*\"");

    var run = test();

    assertThat(run.exit()).isZero();
    assertThat(run.output()).contains("maven: ", " verify");
    assertThat(run.output().contains("-Pbundled-node")).isEqualTo(fetched);
  }

  private void program(String name, String does) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aSecondDemonstrationOnTheSameFolderIsRefused() throws Exception {
    var holder =
        new ProcessBuilder(
                "flock", folder.resolve("demo.lock").toString(), "sh", "-c", "echo held; read x")
            .start();
    try {
      assertThat(line(holder)).isEqualTo("held");
      var run = idp("demo", "--data", folder.toString());
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output()).contains("already running on " + folder.toRealPath());
      try (var files = Files.list(folder)) {
        assertThat(files).hasSize(1);
      }
    } finally {
      holder.getOutputStream().close();
      assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void aSecondBuildInTheSameFolderWaitsForTheFirst() throws Exception {
    Path script = Files.copy(SCRIPT, folder.resolve("idp"));
    program("mvn", "touch " + folder.resolve("ran") + "; exit 1");
    Path built = Files.createDirectories(folder.resolve("idp-server/target/demo"));
    var holder =
        new ProcessBuilder(
                "flock", built.resolve("build.lock").toString(), "sh", "-c", "echo held; read x")
            .start();
    assertThat(line(holder)).isEqualTo("held");
    var second = start(List.of("bash", script.toString(), "build"));
    try {
      assertThat(line(second)).contains("waiting for a build");
      assertThat(folder.resolve("ran")).doesNotExist();
    } finally {
      holder.getOutputStream().close();
      assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(Finished.of(second, MOST).exit()).isEqualTo(1);
    assertThat(folder.resolve("ran")).exists();
  }

  @Test
  @Clause("issue 5 item 0: a wait has an end")
  void aBuildThatDoesNotEndIsNotWaitedForForEver() throws Exception {
    Path script = Files.copy(SCRIPT, folder.resolve("idp"));
    program("mvn", "touch " + folder.resolve("ran") + "; exit 1");
    Path built = Files.createDirectories(folder.resolve("idp-server/target/demo"));
    var holder =
        new ProcessBuilder(
                "flock", built.resolve("build.lock").toString(), "sh", "-c", "echo held; read x")
            .start();
    try {
      assertThat(line(holder)).isEqualTo("held");
      var second =
          Finished.of(
              start(List.of("env", "BUILD_WAIT=1", "bash", script.toString(), "build")), MOST);
      assertThat(second.exit()).isEqualTo(1);
      assertThat(second.output()).contains("the other build does not end");
      assertThat(folder.resolve("ran")).doesNotExist();
    } finally {
      holder.getOutputStream().close();
      assertThat(holder.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  @Clause("issue 5 item 31: a built folder that was moved starts")
  void theStartUpCacheIsUsedOnlyWhereItWasMade() throws Exception {
    Path here = built("here");
    Path cache = cacheOf(here);
    Files.writeString(cache, "cache");

    assertThat(administer(here).output()).contains("-XX:AOTCache=" + cache);

    Path there = Files.move(here, folder.resolve("there"));
    var moved = administer(there);
    assertThat(moved.exit()).isZero();
    assertThat(moved.output()).contains("-jar ").doesNotContain("AOTCache");
  }

  @Test
  void whoWaitsForABuildIsToldWhatItIsAt() throws Exception {
    Path go = folder.resolve("go");
    Path quick = folder.resolve("idp");
    Files.writeString(
        quick,
        Files.readString(SCRIPT).replace("SECONDS + 20", "SECONDS + 1").replace("-rt 5", "-rt 1"));
    program(
        "mvn",
        "echo '[INFO] --- compiler:3:compile (default-compile) @ idp-server ---';"
            + " until [ -e %s ]; do sleep 0.1; done; echo '[ERROR] no'; exit 1".formatted(go));
    var running = start(List.of("bash", quick.toString(), "build"));

    assertThat(line(running)).contains("building");
    assertThat(line(running)).contains(" s  --- compiler:3:compile (default-compile) @ idp-server");
    Files.writeString(go, "");
    var ended = Finished.of(running, MOST);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.output()).contains("[ERROR] no", "the build failed; the whole log is");
  }

  @Test
  void aShortCommandIsCompiledQuicklyAndLongWorkWell() throws Exception {
    Path root = built("here");
    String quickly = "-XX:TieredStopAtLevel=1";

    assertThat(administer(root).output()).doesNotContain(quickly); // audit verify
    for (String words : List.of("keys reseal", "citizen import f.csv", "audit archive --to f")) {
      assertThat(command(root, words).output()).contains("-jar ").doesNotContain(quickly);
    }
    for (String words : List.of("client apply f.yml", "keys rotate", "citizen find", "kiosk")) {
      assertThat(command(root, words).output()).contains(quickly);
    }
  }

  private Finished command(Path root, String words) throws Exception {
    var all = new ArrayList<>(List.of("bash", root.resolve("idp").toString()));
    all.addAll(List.of(words.split(" ")));
    return run(all);
  }

  @Test
  @Clause("issue 6 item 10: the script keeps to finding a JDK, building and starting Java")
  void theScriptStaysShortAndWellWritten() throws Exception {
    assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThanOrEqualTo(250);
    assertThat(Files.readString(SCRIPT))
        .doesNotContain("apt-get update", "--data takes the folder");
  }

  /** A folder with what a build leaves, and a JDK whose Java prints what it is given. */
  private Path built(String name) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    Files.copy(SCRIPT, root.resolve("idp"));
    Path demo = Files.createDirectories(root.resolve("idp-server/target/demo"));
    Files.writeString(demo.resolve("built"), "1-1");
    Files.writeString(Files.createDirectory(demo.resolve("app-1-1")).resolve("app.jar"), "");
    emptyJar(root.resolve("auth-adapters/upstream-simulator/target"), "upstream-simulator-0.jar");
    emptyJar(root.resolve("sample-relying-party/target"), "sample-relying-party-0.jar");
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(
        folder.resolve("jdk/release"),
        "JAVA_VERSION=\"25.0.1\"\nJAVA_RUNTIME_VERSION=\"25.0.1+8\"\n");
    program("jdk/bin/java", "echo \"$*\"");
    program("jdk/bin/javac", "exit 0");
    assertThat(bin.resolve("java")).isExecutable();
    return root;
  }

  private static void emptyJar(Path target, String name) throws IOException {
    Files.writeString(Files.createDirectories(target).resolve(name), "");
  }

  /** As POSIX's cksum names it. */
  private Path cacheOf(Path root) throws Exception {
    Path app = root.toRealPath().resolve("idp-server/target/demo/app-1-1");
    var sum = run(List.of("bash", "-c", "printf %s '" + app + "' | cksum | tr ' ' '-'"));
    return app.resolve("start-up-25.0.1+8-" + sum.output().trim() + ".aot");
  }

  private Finished administer(Path root, String... more) throws Exception {
    var words = new ArrayList<>(List.of("bash", root.resolve("idp").toString(), "audit", "verify"));
    words.addAll(List.of(more));
    return run(words);
  }

  private Finished idp(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  /** In the folder, whose programs come before the machine's. */
  private Finished run(List<String> command) throws IOException, InterruptedException {
    return Finished.of(start(command), MOST);
  }

  /** The next line that it prints, byte by byte: what comes after stays for whoever reads on. */
  private static String line(Process process) throws Exception {
    var line = new StringBuilder();
    var in = process.getInputStream();
    var read =
        CompletableFuture.supplyAsync(() -> {
          try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
              line.append((char) next);
            }
            return line.toString();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    try {
      return read.get(MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException silent) {
      process.destroyForcibly();
      throw silent;
    }
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder
        .environment()
        .keySet()
        .removeAll(Set.of("PLAYWRIGHT_NODEJS_PATH", "LANG", "LC_ALL", "LC_MESSAGES"));
    if (Files.exists(folder.resolve("jdk"))) {
      builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    }
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
