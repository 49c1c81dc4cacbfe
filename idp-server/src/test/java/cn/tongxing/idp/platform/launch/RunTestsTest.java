package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever {@code ./idp test} starts comes to an end. */
class RunTestsTest {

  @Test
  void whatTakesTooLongIsEndedWithAllThatItBegan() throws Exception {
    var asleep =
        RunTests.Running.of(
            new ProcessBuilder("sh", "-c", "echo begun; sleep 600; echo never"),
            Duration.ofMillis(500));

    byte[] printed = asleep.process().getInputStream().readAllBytes();

    assertThatThrownBy(asleep::exit)
        .isInstanceOf(RunTests.CannotRun.class)
        .hasMessageContaining("not done within PT0.5S")
        .hasMessageContaining("sleep 600");
    assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo("begun\n");
    assertThat(asleep.process().isAlive()).isFalse();
  }

  @Test
  void whatEndsInTimeSaysHow() throws Exception {
    var done = RunTests.Running.of(new ProcessBuilder("sh", "-c", "exit 3"), Duration.ofMinutes(1));

    assertThat(done.exit()).isEqualTo(3);
  }

  @Test
  void oneTestByItsNameFailsNoModuleThatDoesNotHaveIt() {
    String allowed = "-Dsurefire.failIfNoSpecifiedTests=false";

    assertThat(RunTests.narrowed(List.of("-Dtest=CostTest", "-Dcost.write=true")))
        .containsExactly("-Dtest=CostTest", "-Dcost.write=true", allowed);
    assertThat(RunTests.narrowed(List.of("-Dtest=CostTest", allowed)))
        .containsExactly("-Dtest=CostTest", allowed);
    assertThat(RunTests.narrowed(List.of("-Dtest.excludedGroups=browser")))
        .containsExactly("-Dtest.excludedGroups=browser");
  }

  /** With a Maven of ours: what it ends with, and what it leaves in the module's reports. */
  private static String run(Path root, String maven, String... words) throws Exception {
    Path module = Files.createDirectories(root.resolve("module"));
    Files.writeString(module.resolve("pom.xml"), "<project/>");
    Path program = Files.createDirectories(root.resolve("bin")).resolve("mvn");
    Files.writeString(program, "#!/bin/sh\n" + maven + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes").toString(),
                RunTests.class.getName(),
                root.toString(),
                Files.createDirectories(root.resolve("built")).toString(),
                "-Dtest.excludedGroups=browser"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .merge("PATH", program.getParent().toString(), (old, own) -> own + ":" + old);
    var running = RunTests.Running.of(builder, Duration.ofMinutes(1));
    running.process().getOutputStream().close();
    byte[] said = running.process().getInputStream().readAllBytes();
    return running.exit() + " " + new String(said, StandardCharsets.UTF_8);
  }

  private static final String REPORT =
      "mkdir -p module/target/surefire-reports && echo > module/target/surefire-reports/TEST-A.xml";

  @Test
  void aNameThatNoModuleKnowsIsNoSuccess(@TempDir Path root) throws Exception {
    assertThat(run(root, REPORT, "-Dtest=Known")).startsWith("0 ");
    assertThat(run(root, "exit 0", "-Dtest=Typo"))
        .as("what an earlier run wrote down is none of this one's")
        .startsWith("1 ")
        .contains("./idp: no module has a test of that name: -Dtest=Typo");
    assertThat(run(root, "exit 0", "-Dtest=Typo", "-Dsurefire.failIfNoSpecifiedTests=false"))
        .startsWith("1 ");
    assertThat(run(root, "exit 0")).as("nothing was named").startsWith("0 ");
    assertThat(run(root, "exit 7", "-Dtest=Typo")).startsWith("7 ");
  }
}
