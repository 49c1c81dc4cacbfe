package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/run} does with tests that hang, and with ones that do not run. */
class CiRunTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  /** A test that hangs, as a process of its own. */
  static final class Hangs {
    private Hangs() {}

    public static void main(String[] words) throws InterruptedException {
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  private void program(String name, String does) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** In a checkout whose tests are that script. */
  private Finished ci(String seconds, String tests) throws Exception {
    Path script = Files.createDirectories(folder.resolve(".ci")).resolve("run");
    Files.copy(ROOT.resolve(".ci/run"), script, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(folder.resolve(".ci/minimum-tests"), "1\n");
    program("idp", tests);
    program("bin/shellcheck", "exit 0");
    var builder = new ProcessBuilder("bash", script.toString()).redirectErrorStream(true);
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, first) -> first + ":" + path);
    builder.environment().put("CI_SECONDS", seconds);
    return Finished.of(builder.start(), Duration.ofMinutes(3));
  }

  @Test
  void testsThatHangAreEndedAfterTheyHaveSaidWhere() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path pid = folder.resolve("pid");

    Finished run =
        ci(
            "8",
            "%s -XX:TieredStopAtLevel=1 -cp %s '%s' & echo $! > %s; wait"
                .formatted(java, Path.of("target/test-classes").toAbsolutePath(), NAME, pid));

    assertThat(run.exit()).isNotZero();
    assertThat(run.output())
        .contains("not finished after 8 seconds; every thread of every Java process")
        .contains("at " + NAME + ".main");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .matches(process -> process.isEmpty() || !process.get().isAlive());
  }

  private static final String NAME = Hangs.class.getName();

  @Test
  void testsThatDoNotRunAreNoSuccess() throws Exception {
    Finished run = ci("60", "exit 0");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("only 0 tests ran");
  }

  @Test
  void aMeasurementThatDoesNotRunIsNoSuccess() throws Exception {
    String tests =
        """
        if [ $1 = bench ]; then echo no such option && exit 7; fi
        mkdir -p room/target/surefire-reports idp-server/target/classes/META-INF/sbom
        echo '<testsuite name="x" tests="1" errors="0">' > room/target/surefire-reports/TEST-x.xml
        echo '{}' > idp-server/target/classes/META-INF/sbom/application.cdx.json\
        """;

    Finished run = ci("60", tests);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("no such option", "./idp bench failed");
    assertThat(ci("60", tests.replace("exit 7", "exit 0")).exit()).isZero();
  }

  @Test
  void aMeasurementThatHangsIsEndedAfterItHasSaidWhere() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path pid = folder.resolve("pid");
    String tests =
        """
        if [ $1 = bench ]; then
          %s -XX:TieredStopAtLevel=1 -cp %s '%s' & echo $! > %s; wait
        fi
        mkdir -p room/target/surefire-reports idp-server/target/classes/META-INF/sbom
        echo '<testsuite name="x" tests="1" errors="0">' > room/target/surefire-reports/TEST-x.xml
        echo '{}' > idp-server/target/classes/META-INF/sbom/application.cdx.json\
        """
            .formatted(java, Path.of("target/test-classes").toAbsolutePath(), NAME, pid);

    Finished run = ci("12", tests);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .contains("at " + NAME + ".main", "./idp bench failed")
        .contains("not finished after 12 seconds");
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
        .matches(process -> process.isEmpty() || !process.get().isAlive());
  }

  @Test
  void whatIsSkippedIsNamedWithItsReason() throws Exception {
    String tests =
        """
        mkdir -p room/target/surefire-reports
        echo '<testsuite name="x" tests="2" errors="0" skipped="1">
        <testcase name="one" classname="a.B" time="0"/>
        <testcase name="two" classname="a.B" time="0">
          <skipped message="Assumption failed: no network of its own" type="x"/>
        </testcase></testsuite>' > room/target/surefire-reports/TEST-x.xml
        exit 0\
        """;

    Finished run = ci("60", tests);

    assertThat(run.output())
        .contains("skipped: a.B.two: Assumption failed: no network of its own")
        .doesNotContain("a.B.one");
  }

  /** Surefire ends a module without a word of where it stands. */
  @Test
  void noModuleIsEndedBeforeItCouldSayWhereItStands() throws Exception {
    int fork = number("pom.xml", "<forkedProcessTimeoutInSeconds>(\\d+)<");
    int minutes = number(".ci/run", "CI_MINUTES:-(\\d+)");

    assertThat(fork).isGreaterThan(minutes * 60 + 300);
  }

  private static int number(String file, String pattern) throws IOException {
    var found = Pattern.compile(pattern).matcher(Files.readString(ROOT.resolve(file)));
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }
}
