package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.CapturePlaces;
import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** What captures may take of a node: places, workers, and what is sent for nothing. */
@Clause("issue 6 item 2: capture")
class CaptureRoomTest extends Filmed {

  /** As many as {@link LoginSlice} has: workers and waiting ones; of one line half of them. */
  private static final int PLACES = 4;

  @Test
  void moreThanThereIsRoomForIsAskedToComeAgainAndNotCounted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    CameraAdapter.ANSWER.set(
        Optional.of(_ -> {
          running.countDown();
          return awaited(end);
        }));
    SignInId slow = filming();
    String slowNonce = nonce(slow);
    SignInBrowser first = browser;
    try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<MockHttpServletResponse> answer =
          other.submit(() -> post(first, slow, first.step(), frames(slowNonce)));
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(trouble(post(first, slow, first.step(), frames(slowNonce))))
          .as("a second one of the same sign-in meanwhile")
          .isEqualTo("503 \"busy\"");
      end.countDown();
      assertThat(answer.get(10, TimeUnit.SECONDS).getStatus()).isEqualTo(200);
    }
    CameraAdapter.ANSWER.set(Optional.empty());
    browser = newBrowser();
    SignInId next = filming();
    assertThat(post(next, frames(nonce(next))).getStatus()).isEqualTo(200);
  }

  /** Each worker is kept by a capture of its own: the next one's pictures come to no adapter. */
  @Test
  void whoFindsNoWorkerInTimeKeepsTheChallengeAndIsNotCounted() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(2);
    CameraAdapter.ANSWER.set(
        Optional.of(_ -> {
          running.countDown();
          awaitStubbornly(end);
          return CameraAdapter.again();
        }));
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 2; i++) {
        SignInBrowser one = newBrowser().from("198.51.100." + i);
        browser = one;
        SignInId id = filming();
        byte[] body = frames(nonce(id));
        String step = one.step();
        others.submit(() -> post(one, id, step, body));
      }
      assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
      browser = newBrowser().from("198.51.100.3");
      SignInId third = filming();
      String nonce = nonce(third);
      breakOff(third, context.getBean(LimitSettings.class).capture().perChallenge() - 1);
      assertBusy(third, nonce);
      end.countDown();
      assertThat(post(third, frames(nonce)).getStatus())
          .as("the last that the challenge may waste is still there")
          .isEqualTo(200);
    } finally {
      end.countDown();
    }
  }

  private void assertBusy(SignInId id, String nonce) throws Exception {
    MockHttpServletResponse busy = post(id, frames(nonce));
    assertThat(trouble(busy)).isEqualTo("503 \"busy\"");
    assertThat(busy.getHeader("Retry-After")).isEqualTo("3");
    assertThat(nonce(id)).isEqualTo(nonce);
    assertThat(trail(id)).doesNotContain("capture.answered", "signin.refused", "signin.limited");
  }

  /** An adapter that hears no interruption. */
  private static void awaitStubbornly(CountDownLatch end) {
    boolean interrupted = false;
    while (true) {
      try {
        assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        break;
      } catch (InterruptedException givenUp) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** All that are free, of as many lines as it takes. */
  private List<CapturePlaces.Place> allPlaces() {
    CapturePlaces places = context.getBean(CapturePlaces.class);
    List<CapturePlaces.Place> taken = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      SignInId other = new SignInId(UUID.randomUUID());
      places.take(other, "test-camera", "line " + i / 2).ifPresent(taken::add);
    }
    return taken;
  }

  @Test
  void whoFindsAllPlacesTakenKeepsTheChallengeAndEachIsFreeWithItsAnswer() throws Exception {
    SignInId id = filming();
    String nonce = nonce(id);
    List<CapturePlaces.Place> taken = allPlaces();
    try {
      assertThat(taken).hasSize(PLACES);
      assertBusy(id, nonce);
      assertThat(CameraAdapter.RECEIVED).isEmpty();
    } finally {
      taken.forEach(CapturePlaces.Place::close);
    }
    byte[] cut = Arrays.copyOf(frames(nonce), 200);
    assertThat(trouble(post(id, cut))).isEqualTo("400 \"rejected\"");
    List<CapturePlaces.Place> afterOneBrokenOff = allPlaces();
    afterOneBrokenOff.forEach(CapturePlaces.Place::close);
    assertThat(afterOneBrokenOff).hasSize(PLACES);
    assertThat(post(id, frames(nonce)).getStatus()).isEqualTo(200);
    List<CapturePlaces.Place> afterOneAnswered = allPlaces();
    afterOneAnswered.forEach(CapturePlaces.Place::close);
    assertThat(afterOneAnswered).hasSize(PLACES);
  }

  /** Half of the body comes, then the line is dropped; again and again. */
  private void breakOff(SignInId id, int times) throws Exception {
    byte[] whole = frames(nonce(id));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    for (int i = 0; i < times; i++) {
      assertThat(trouble(post(id, half))).isEqualTo("400 \"rejected\"");
    }
  }

  @Test
  @Clause("N6")
  void whoeverBreaksOffAgainAndAgainBeginsAnewAndThenDoesNotGoOn() throws Exception {
    browser = newBrowser().from("198.51.100.130");
    SignInId id = filming();
    breakOff(id, 8);
    assertThat(trouble(post(id, frames(nonce(id)))))
        .as("nothing more for this challenge, whole as it may be")
        .isEqualTo("429 \"rejected\"");
    assertThat(CameraAdapter.RECEIVED).isEmpty();
    for (int challenge = 2; challenge <= 5; challenge++) {
      browser.go(id, "restart", Map.of());
      breakOff(id, 8);
    }
    browser.go(id, "restart", Map.of());
    assertThat(trouble(post(id, frames(nonce(id))))).isEqualTo("429 \"often\"");
    assertThat(trouble(post(id, frames(nonce(id))))).isEqualTo("429 \"often\"");
    assertThat(CameraAdapter.RECEIVED).isEmpty();
    assertThat(trail(id).stream().filter("signin.limited"::equals)).hasSize(2);

    browser = newBrowser().from("198.51.100.130");
    SignInId neighbour = filming();
    assertThat(post(neighbour, frames(nonce(neighbour))).getStatus()).isEqualTo(200);
  }

  /** What an adapter answers was not wasted, but it was judged: no browser has that for ever. */
  @Test
  @Clause("N6")
  void whatWasAnsweredIsGivenBackAndCountsInAll() throws Exception {
    CameraAdapter.ANSWER.set(Optional.of(_ -> CameraAdapter.firstAgain()));
    browser = newBrowser().from("198.51.100.131");
    LimitSettings.Capture limits = context.getBean(LimitSettings.class).capture();
    assertThat(limits.allDevicePerHour()).isGreaterThan(limits.devicePerHour());
    SignInId id = filming();
    for (int i = 0; i < limits.allDevicePerHour(); i++) {
      if (i % (Outcome.MOST_CAPTURES - 1) == 0) {
        id = filming();
      }
      assertThat(post(id, frames(nonce(id))).getStatus()).isEqualTo(200);
      clock.pass(Duration.ofSeconds(10));
    }
    int judged = CameraAdapter.RECEIVED.size();
    id = filming();
    assertThat(trouble(post(id, frames(nonce(id))))).isEqualTo("429 \"often\"");
    assertThat(CameraAdapter.RECEIVED).hasSize(judged);
    assertThat(trail(id)).contains("signin.limited");

    browser = newBrowser().from("198.51.100.131");
    SignInId neighbour = filming();
    assertThat(post(neighbour, frames(nonce(neighbour))).getStatus()).isEqualTo(200);
  }
}
