package cn.tongxing.idp.upkeep;

import java.time.Duration;

/**
 * Something the server does again and again. Every bean of this type is run by the one scheduler,
 * each on a thread of its own, on every node; work that one node at a time must do goes through
 * {@link Alone}. Must be safe to be broken off, and harmless when repeated.
 */
public interface Job {

  /** What it is called in the log and in the trail: lower case words with hyphens. */
  String name();

  /** From the end of one run to the beginning of the next. */
  Duration every();

  /**
   * What is to be done before requests are answered, within a few seconds. A failure does not stop
   * the start.
   */
  default void begin() {}

  /** One run. What it throws goes to the log and, once, to the trail; the next run comes. */
  void run();
}
