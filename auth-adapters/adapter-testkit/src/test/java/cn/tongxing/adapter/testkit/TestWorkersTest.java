package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.adapter.spi.WorkerProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program outside is asked and may answer, as an adapter's tests see it. */
class TestWorkersTest {

  private static byte[] ask(String script) throws IOException {
    var program = new WorkerProgram(List.of("/bin/sh", "-c", script), Map.of(), 1, 16L << 20, 1000);
    try (var workers = new TestWorkers(program, InstantSource.system())) {
      return workers.ask(
          List.of("ab".getBytes(StandardCharsets.US_ASCII)), Instant.now().plusSeconds(30));
    }
  }

  /** The number of the question, its one part, the part's length, the part: 14 bytes. */
  @Test
  void anAnswerHasTheNumberOfItsQuestion() throws IOException {
    byte[] answer = ask("head -c 4; head -c 10 >/dev/null; printf '\\0\\0\\0\\2ok'");
    assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("ok");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ask("head -c 14 >/dev/null; printf '\\0\\0\\0\\1\\0\\0\\0\\2ok'"))
        .withMessageContaining("an answer to question 1 and not to");
  }

  @Test
  void anAnswerIsNoLongerThanItMayBe() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ask("head -c 4; head -c 10 >/dev/null; printf '\\0\\1\\0\\0'"))
        .withMessageContaining("65536 bytes");
  }
}
