package cn.tongxing.adapter.spi;

import java.time.Duration;

/**
 * One action of a challenge: what the person does, and how many frames are taken meanwhile. The
 * host has the words in all languages.
 *
 * @param window how long it may take at most, from the last frame of the action before: 1 to 20 s
 * @param frames how many frames are taken in it, 1 to {@value #MOST_FRAMES}
 */
public record CaptureAction(Kind kind, Duration window, int frames) {

  /** Most frames of one action. */
  public static final int MOST_FRAMES = 12;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** What the person does; left and right are theirs. */
  public enum Kind {
    LOOK_STRAIGHT,
    TURN_LEFT,
    TURN_RIGHT,
    MOVE_CLOSER,
    BLINK,
    OPEN_MOUTH,
    NOD
  }

  public CaptureAction {
    if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("window of an action: 1 to 20 s, not " + window);
    }
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new IllegalArgumentException("frames of an action: 1 to 12, not " + frames);
    }
  }
}
