package cn.tongxing.idp.testing;

import java.util.Arrays;
import java.util.Random;

/**
 * Two samples of times, and whether one could tell which is which. What is compared are the nine
 * deciles, so that a slow tail counts as much as the middle; what differs by chance is found by
 * shuffling the labels: no assumption on how times are spread. Each decile is measured by what it
 * differs by chance, or the noise of the tail would hide a difference that all answers have.
 *
 * @param furthest the greatest difference of a decile, in what that decile differs by on average
 *     when the labels are shuffled
 * @param byChance the greatest of {@link #SHUFFLES} shufflings of the same times
 * @param medians the difference of the medians, the first's less the second's
 * @param mediansByChance what they differ by on average when the labels are shuffled
 */
public record TwoSamples(double furthest, double byChance, double medians, double mediansByChance) {

  /** One false alarm in a thousand comparisons. */
  public static final int SHUFFLES = 999;

  private static final int DECILES = 9;
  private static final int MEDIAN = DECILES / 2;

  /** Compares. */
  public static TwoSamples of(double[] first, double[] second, long seed) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    var random = new Random(seed);
    var shuffled = new double[SHUFFLES][];
    var usual = new double[DECILES];
    for (int i = 0; i < SHUFFLES; i++) {
      shuffle(all, random);
      double[] some = Arrays.copyOf(all, first.length);
      shuffled[i] = between(some, Arrays.copyOfRange(all, first.length, all.length));
      for (int decile = 0; decile < DECILES; decile++) {
        usual[decile] += Math.abs(shuffled[i][decile]) / SHUFFLES;
      }
    }
    double byChance = 0;
    for (double[] each : shuffled) {
      byChance = Math.max(byChance, furthest(each, usual));
    }
    double[] found = between(first, second);
    return new TwoSamples(furthest(found, usual), byChance, found[MEDIAN], usual[MEDIAN]);
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

  private static double[] between(double[] first, double[] second) {
    double[] difference = deciles(first);
    double[] others = deciles(second);
    for (int i = 0; i < DECILES; i++) {
      difference[i] -= others[i];
    }
    return difference;
  }

  private static double furthest(double[] difference, double[] usual) {
    double furthest = 0;
    for (int i = 0; i < DECILES; i++) {
      furthest = Math.max(furthest, Math.abs(difference[i]) / usual[i]);
    }
    return furthest;
  }
}
