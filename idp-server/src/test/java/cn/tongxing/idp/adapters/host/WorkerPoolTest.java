package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A program outside the server's process, and all that it may do to whoever asks it. */
@Clause("issue 6 item 2: capture")
class WorkerPoolTest {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock = () -> Instant.now().plus(ahead.get());
  private final WorkerPool pool = new WorkerPool(program(1, 200), clock);

  @AfterEach
  void end() {
    pool.close();
  }

  private static WorkerProgram program(int processes, int mebibytes) {
    return new WorkerProgram(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            OddWorker.class.getName()),
        Map.of("MODEL", "none"),
        processes,
        (long) mebibytes << 20,
        1000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private String ask(String question) throws IOException {
    return asks(pool, question, Duration.ofSeconds(30));
  }

  private String asks(WorkerPool asked, String question, Duration patience) throws IOException {
    List<byte[]> parts = List.of(bytes(question), new byte[300_000]);
    return new String(asked.ask(parts, clock.instant().plus(patience)), StandardCharsets.US_ASCII);
  }

  private void assertEnds(String question, Duration patience, String why) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> asks(pool, question, patience))
        .withMessageContaining(why);
  }

  /** Whoever comes at once is told so; after the pause another process answers. */
  private void assertComesBack(String before) throws IOException {
    assertEnds("echo", Duration.ofSeconds(5), "just now");
    ahead.updateAndGet(each -> each.plusSeconds(60));
    String after = ask("echo");
    assertThat(after).startsWith("2 300004 ").isNotEqualTo(before);
  }

  @Test
  void oneProcessAnswersOneQuestionAfterTheOther() throws IOException {
    String first = ask("echo");
    assertThat(first).startsWith("2 300004 ");
    assertThat(ask("echo")).isEqualTo(first);
  }

  @Test
  void whatItIsNotGivenItDoesNotHave() throws IOException {
    assertThat(ask("environment")).contains("MODEL", "PATH", "LANG").doesNotContain("HOME");
  }

  @Test
  void aCrashCostsOneQuestionAndAnotherProcessComesAfterAPause() throws IOException {
    String before = ask("echo");
    assertEnds("crash", Duration.ofSeconds(30), "ended");
    assertComesBack(before);
  }

  @Test
  void oneThatHangsIsKilledAtTheDeadline() throws IOException {
    String before = ask("echo");
    long begun = System.nanoTime();
    assertEnds("hang", Duration.ofSeconds(1), "in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    assertThat(isGone(before)).isTrue();
    assertComesBack(before);
  }

  /** It says it when the next question has been written: only its number tells whose it is. */
  @Test
  void aLateAnswerIsNobodysAnswer() throws IOException {
    assertThat(ask("late")).endsWith("first");
    assertEnds("echo", Duration.ofSeconds(30), "answers question 1 and not 2");
    assertComesBack("");
  }

  /** Seen with the answer or before the next question, as the pipe has it. */
  @Test
  void whatItSaysBesideItsAnswerIsNobodysAnswer() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> {
          assertThat(ask("twice")).endsWith("first");
          ask("echo");
        })
        .withMessageMatching(".*(more after its answer|more or less|answers question 1 ).*");
  }

  @Test
  void whatItHasStartedEndsWithItAlsoIfItsParentEndedBefore() throws IOException {
    String orphan = ask("orphan");
    assertThat(ProcessHandle.of(Long.parseLong(orphan.substring(4)))).isPresent();
    assertEnds("hang", Duration.ofSeconds(1), "in time");
    assertThat(isGone(orphan)).isTrue();
  }

  @Test
  void whoeverAsksIsNotKeptByWhatHoldsThePipesOpen() throws IOException {
    String runaway = ask("runaway");
    long begun = System.nanoTime();
    assertEnds("hang", Duration.ofSeconds(1), "in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    ProcessHandle left = ProcessHandle.of(Long.parseLong(runaway.substring(4))).orElseThrow();
    assertThat(left.destroyForcibly()).isTrue();
    assertComesBack("");
  }

  private static boolean isGone(String answer) {
    long pid = Long.parseLong(answer.substring(answer.lastIndexOf(' ') + 1));
    return ProcessHandle.of(pid)
        .map(each -> {
          try {
            each.onExit().get(10, TimeUnit.SECONDS);
            return true;
          } catch (Exception stays) {
            return false;
          }
        })
        .orElse(true);
  }

  @Test
  void oneThatAnswersGarbageIsNotListenedToAgain() throws IOException {
    String before = ask("echo");
    assertEnds("garbage", Duration.ofSeconds(30), "answers question");
    assertThat(isGone(before)).isTrue();
    assertComesBack(before);
  }

  @Test
  void oneThatAnswersMoreThanItMayIsNotReadToTheEnd() throws IOException {
    String before = ask("echo");
    assertEnds("endless", Duration.ofSeconds(30), "bytes");
    assertThat(isGone(before)).isTrue();
    assertComesBack(before);
  }

  @Test
  void oneThatEatsMemoryIsKilledBeforeItHasAll() throws IOException {
    String before = ask("echo");
    assertEnds("eat", Duration.ofSeconds(30), "200 MiB");
    assertThat(isGone(before)).isTrue();
    assertComesBack(before);
  }

  @Test
  void whoFindsAllAtWorkWaitsUntilTheDeadlineAndNoLonger() throws Exception {
    ask("echo");
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> hanging = new ArrayList<>();
      hanging.add(other.submit(() -> asks(pool, "hang", Duration.ofSeconds(4))));
      TimeUnit.MILLISECONDS.sleep(500);
      assertEnds("echo", Duration.ofMillis(300), "free");
    }
  }

  @Test
  void nothingRunsOnWhenTheServerEnds() throws IOException {
    LentWorkers lent = new LentWorkers(clock);
    WorkerPool own = (WorkerPool) lent.of(program(2, 200));
    String before = asks(own, "echo", Duration.ofSeconds(30));
    lent.destroy();
    assertThat(isGone(before)).isTrue();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> asks(own, "echo", Duration.ofSeconds(5)));
  }

  /** Its child has our end of the pipe too, and reads nothing: what is written stands there. */
  @Test
  void whoeverWritesToWhatNobodyReadsIsNotKept() {
    var deaf = List.of("/bin/sh", "-c", "sleep 40; true");
    WorkerPool own = new WorkerPool(new WorkerProgram(deaf, Map.of(), 1, 200L << 20, 1), clock);
    long begun = System.nanoTime();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> own.ask(List.of(new byte[1 << 20]), clock.instant().plus(Duration.ofSeconds(1))));
    own.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aProgramThatIsNotThereIsSaid() {
    WorkerPool none =
        new WorkerPool(
            new WorkerProgram(List.of("/nowhere/program"), Map.of(), 1, 16L << 20, 1), clock);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> none.ask(List.of(), clock.instant().plusSeconds(5)));
  }

  @Test
  void aProgramThatCannotBeStartedIsNotTriedAgainAtOnce() {
    WorkerPool none =
        new WorkerPool(
            new WorkerProgram(List.of("/bin/true", "a\0b"), Map.of(), 1, 16L << 20, 1),
            InstantSource.fixed(Instant.EPOCH));
    for (String why : List.of("null character", "just now")) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> none.ask(List.of(), Instant.EPOCH.plusSeconds(5)))
          .withMessageContaining(why);
    }
  }
}
