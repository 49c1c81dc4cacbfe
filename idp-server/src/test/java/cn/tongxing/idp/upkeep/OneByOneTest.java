package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OneByOneTest {

  private static List<Due<Integer>> page(Due.Mark after, int all) {
    return IntStream.rangeClosed(1, all)
        .mapToObj(each ->
            new Due<>(each, new Due.Mark(Instant.EPOCH.plusSeconds(each / 10), new UUID(0, each))))
        .filter(each ->
            each.mark().at().isAfter(after.at())
                || each.mark().at().equals(after.at())
                    && each.mark().id().compareTo(after.id()) > 0)
        .limit(100)
        .toList();
  }

  @Test
  void oneThatFailsHoldsUpNoOther() {
    var done = new ArrayList<Integer>();

    int count =
        OneByOne.count(
            "a piece",
            after -> page(after, 3),
            each -> {
              if (each == 2) {
                throw new IllegalStateException("broken");
              }
              return done.add(each);
            });

    assertThat(count).isEqualTo(2);
    assertThat(done).containsExactly(1, 3);
  }

  @Test
  void moreThanAPageThatFailHoldUpNoneAndSayItOnce(CapturedOutput output) {
    var done = new ArrayList<Integer>();

    int count =
        OneByOne.count(
            "a piece",
            after -> page(after, 251),
            each -> {
              if (each <= 250) {
                throw new IllegalStateException("broken");
              }
              return done.add(each);
            });

    assertThat(count).isEqualTo(1);
    assertThat(done).containsExactly(251);
    assertThat(output.getAll())
        .containsOnlyOnce("IllegalStateException: broken")
        .contains("a piece that is due failed 250 times");
  }

  @Test
  void whoIsInterruptedEndsAfterTheOneAtHand() {
    var done = new ArrayList<Integer>();
    try {
      int count =
          OneByOne.count(
              "a piece",
              after -> page(after, 300),
              each -> {
                if (each == 101) {
                  Thread.currentThread().interrupt();
                }
                return done.add(each);
              });

      assertThat(count).isEqualTo(101);
      assertThat(done).last().isEqualTo(101);
      assertThat(Thread.currentThread().isInterrupted()).as("whoever runs it sees it").isTrue();
    } finally {
      boolean _ = Thread.interrupted();
    }
  }
}
