package cn.tongxing.idp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinishedTest {

  private static Process shell(String script) throws Exception {
    return new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
  }

  @Test
  void whatEndsInTimeSaysHowAndWhat() throws Exception {
    assertThat(Finished.of(shell("echo said; exit 3"), Duration.ofSeconds(30)))
        .isEqualTo(new Finished(3, "said\n"));
  }

  @Test
  void whatHangsIsEndedWithAllThatItStarted() throws Exception {
    Process hangs = shell("echo begun; sleep 600 & echo $!; wait");

    assertThatThrownBy(() -> Finished.of(hangs, Duration.ofMillis(500)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("begun");

    assertThat(hangs.isAlive()).isFalse();
  }
}
