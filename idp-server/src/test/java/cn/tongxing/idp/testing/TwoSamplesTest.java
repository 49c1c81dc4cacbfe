package cn.tongxing.idp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The judge of times finds what differs, and nothing else. */
class TwoSamplesTest {

  private static final int SIZE = 1_000;

  private final Random random = new Random(7);

  /** As answers are spread: most at one time, a tail behind. */
  private double[] times(DoubleUnaryOperator change) {
    return random.doubles(SIZE).map(each -> 10 - 2 * Math.log(1 - each)).map(change).toArray();
  }

  @Test
  void timesOfOneKindAreOne() {
    for (int i = 0; i < 5; i++) {
      assertThat(TwoSamples.of(times(each -> each), times(each -> each), i).isOne()).isTrue();
    }
  }

  @Test
  void alittleMoreEachTimeIsFound() {
    var compared = TwoSamples.of(times(each -> each + 1), times(each -> each), 1);

    assertThat(compared.isOne()).isFalse();
    assertThat(compared.medians()).isBetween(0.7, 1.3);
  }

  @Test
  void soIsATailAlone() {
    double[] tail = times(each -> each > 13 ? each * 1.4 : each);

    assertThat(TwoSamples.of(tail, times(each -> each), 1).isOne()).isFalse();
  }

  /** A difference that all answers have, and a tail whose noise is a hundred times greater. */
  @Test
  void theNoiseOfATailHidesNothing() {
    DoubleUnaryOperator noise = each -> random.nextInt(5) == 0 ? each * 100 : each;

    var compared = TwoSamples.of(times(noise.andThen(each -> each + 1)), times(noise), 1);

    assertThat(compared.isOne()).isFalse();
    assertThat(compared.mediansByChance()).isLessThan(0.5);
  }
}
