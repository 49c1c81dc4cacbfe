package cn.tongxing.idp.testing;

import java.util.Arrays;
import java.util.Random;

/**
 * Two samples of times, and whether one could tell which is which. What is compared are the nine
 * deciles, so that a slow tail counts as much as the middle; what differs by chance is found by
 * shuffling the labels: no assumption on how times are spread.
 *
 * @param furthest the greatest difference of a decile
 * @param byChance the greatest of {@link #SHUFFLES} shufflings of the same times
 * @param medians the difference of the medians, the first's less the second's
 */
public record TwoSamples(double furthest, double byChance, double medians) {

  /** One false alarm in a thousand comparisons. */
  public static final int SHUFFLES = 999;

  private static final int DECILES = 9;

  /** Compares. */
  public static TwoSamples of(double[] first, double[] second, long seed) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    var random = new Random(seed);
    double byChance = 0;
    for (int i = 0; i < SHUFFLES; i++) {
      shuffle(all, random);
      double[] some = Arrays.copyOf(all, first.length);
      double[] others = Arrays.copyOfRange(all, first.length, all.length);
      byChance = Math.max(byChance, furthest(deciles(some), deciles(others)));
    }
    double[] one = deciles(first);
    double[] other = deciles(second);
    int median = DECILES / 2;
    return new TwoSamples(furthest(one, other), byChance, one[median] - other[median]);
  }

  /** Whether they differ by no more than chance does. */
  public boolean isOne() {
    return furthest <= byChance;
  }

  private static void shuffle(double[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[other];
      values[other] = kept;
    }
  }

  private static double[] deciles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] deciles = new double[DECILES];
    for (int i = 0; i < DECILES; i++) {
      deciles[i] = sorted[(int) ((i + 1L) * sorted.length / (DECILES + 1))];
    }
    return deciles;
  }

  private static double furthest(double[] one, double[] other) {
    double furthest = 0;
    for (int i = 0; i < DECILES; i++) {
      furthest = Math.max(furthest, Math.abs(one[i] - other[i]));
    }
    return furthest;
  }
}
