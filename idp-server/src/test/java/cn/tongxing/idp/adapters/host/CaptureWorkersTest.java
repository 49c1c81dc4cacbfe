package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The threads of captures: few, of their own, and bounded whatever an adapter does. */
@Clause("issue 6 item 2: capture")
class CaptureWorkersTest {

  private static final String NAME = "capture";

  @Test
  void aWorkerIsFreeAgainWhenItsWorkReallyEndsAndNotBefore() throws InterruptedException {
    CaptureWorkers workers = new CaptureWorkers(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<Thread> ran = new AtomicReference<>();
    try (CaptureWorkers.Worker worker = workers.worker().orElseThrow()) {
      worker.start(
          NAME,
          () -> {
            ran.set(Thread.currentThread());
            await(end);
          });
    }
    assertThat(workers.worker()).as("while it works").isEmpty();
    end.countDown();
    Optional<CaptureWorkers.Worker> next = workers.worker();
    assertThat(next).isPresent();
    assertThat(ran.get().isVirtual()).isFalse();
    assertThat(ran.get().isDaemon()).isTrue();
  }

  @Test
  void aWorkerThatWasNotNeededIsFreeAtOnceAndOnce() {
    CaptureWorkers workers = new CaptureWorkers(1);
    CaptureWorkers.Worker unused = workers.worker().orElseThrow();
    unused.close();
    unused.close();
    assertThat(workers.worker()).isPresent();
    assertThat(workers.worker()).isEmpty();
  }

  @Test
  void aWorkerForWhomThereIsNoThreadIsFreeAgain() {
    CaptureWorkers workers =
        new CaptureWorkers(
            1,
            (_, _) -> {
              throw new OutOfMemoryError("no thread");
            });
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> {
          try (CaptureWorkers.Worker worker = workers.worker().orElseThrow()) {
            worker.start(NAME, () -> {});
          }
        });
    assertThat(workers.worker()).isPresent();
  }

  @Test
  void whoDoesNotDeclareItMayNotCapture() {
    LocalizedText text = new LocalizedText("方式", "方式", "Way");
    var silent =
        new AdapterDescriptor(
            "some-way", AdapterDescriptor.SPI_VERSION, text, text, Set.of(), List.of());
    var declared =
        new AdapterDescriptor(
            "some-way",
            AdapterDescriptor.SPI_VERSION,
            text,
            text,
            Set.of(Capability.CAPTURES),
            List.of());
    assertThat(Promises.broken(silent, CameraAdapter.again()))
        .contains("does not declare CAPTURES");
    assertThat(Promises.broken(declared, CameraAdapter.again())).isEmpty();
  }

  private static void await(CountDownLatch end) {
    try {
      assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
