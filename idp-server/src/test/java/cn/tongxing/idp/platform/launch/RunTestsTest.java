package cn.tongxing.idp.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
