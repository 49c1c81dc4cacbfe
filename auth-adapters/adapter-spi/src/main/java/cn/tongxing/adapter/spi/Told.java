package cn.tongxing.adapter.spi;

/** What became of a piece of {@link CitizenNews}. */
public sealed interface Told {

  /** The upstream has it, now or since an earlier delivery. */
  record Taken() implements Told {}

  /**
   * The upstream will never take it: it is not told again.
   *
   * @param diagnosis for the operator, free of names and numbers
   */
  record Refused(String diagnosis) implements Told {}

  /**
   * The upstream could not be told now: it is told again later, for a day.
   *
   * @param diagnosis for the operator, free of names and numbers
   */
  record Later(String diagnosis) implements Told {}
}
