package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the end of a worker ends, whoever may have its process id by then. */
@Clause("issue 6 item 2: capture")
class WorkerFamilyTest {

  private Process process;
  private ProcessHandle child;

  /** A session of its own, as a worker has, with a child in it. */
  @BeforeEach
  void begin() throws IOException {
    process =
        new ProcessBuilder("/usr/bin/setsid", "/bin/sh", "-c", "sleep 90 & echo $!; wait").start();
    String pid = process.inputReader().readLine();
    child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
    process.destroyForcibly();
  }

  private Instant since() {
    return process.info().startInstant().orElseThrow();
  }

  @Test
  void aProcessThatHasTheIdOfAnEarlierWorkerGoesOnAndSoDoesItsSession() {
    new WorkerFamily(process.pid(), Optional.of(since().minusSeconds(60))).end();
    new WorkerFamily(process.pid(), Optional.empty()).end();
    assertThat(process.isAlive()).isTrue();
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void aWorkerEndsWithWhatItStarted() throws Exception {
    WorkerFamily.of(process.toHandle()).end();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void whatIsLeftOfAWorkerThatIsGoneEnds() throws Exception {
    WorkerFamily family = WorkerFamily.of(process.toHandle());
    assertThat(process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.isAlive()).isTrue();
    family.end();
    assertThat(child.onExit().get(10, TimeUnit.SECONDS)).isNotNull();
  }
}
