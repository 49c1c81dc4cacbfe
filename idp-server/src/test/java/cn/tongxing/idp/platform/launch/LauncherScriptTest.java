package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.command.AdminCommands;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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

  private record Run(int exit, String output) {}

  @TempDir Path folder;

  @Test
  void helpNamesEveryCommandAndOption() throws Exception {
    assertThat(idp("--help").output())
        .contains("./idp demo", "./idp test", "--fresh", "--port-base", "--exit-when-ready")
        .contains(
            "client apply", "citizen import", "citizen disable", "audit verify", "keys rotate");
    assertThat(idp().output()).isEqualTo(idp("--help").output());
  }

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

  /** Debian 12 has 18, which Playwright's driver does not run on. */
  @ParameterizedTest
  @CsvSource({"v18.19.0, true", "v20.0.0, false", "v22.14.0, false", "nonsense, true"})
  void mavenFetchesNodeWhereTheMachinesIsTooOld(String version, boolean fetched) throws Exception {
    Files.copy(SCRIPT, folder.resolve("idp"));
    program("node", "echo " + version);
    program("mvn", "echo \"maven: $*\"");
    program("chromium", "exit 0");
    program("fc-list", "echo Noto Sans CJK SC");

    var run = run(List.of("bash", folder.resolve("idp").toString(), "test"));

    assertThat(run.exit()).isZero();
    assertThat(run.output()).contains("maven: -o ", " verify");
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
      holder.getInputStream().read();
      var run = idp("demo", "--data", folder.toString());
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.output()).contains("already running on " + folder.toRealPath());
      try (var files = Files.list(folder)) {
        assertThat(files).hasSize(1);
      }
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
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
    holder.getInputStream().read();
    var second = start(List.of("bash", script.toString(), "build"));
    try {
      assertThat(second.inputReader().readLine()).contains("waiting for a build");
      assertThat(folder.resolve("ran")).doesNotExist();
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    second.inputReader().transferTo(Writer.nullWriter());
    assertThat(second.waitFor()).isEqualTo(1);
    assertThat(folder.resolve("ran")).exists();
  }

  private Run idp(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(words));
    return run(command);
  }

  /** In the folder, whose programs come before the machine's. */
  private Run run(List<String> command) throws IOException, InterruptedException {
    var process = start(command);
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder.environment().remove("PLAYWRIGHT_NODEJS_PATH");
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
