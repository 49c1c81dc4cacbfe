package cn.tongxing.adapter.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A challenge for a camera that looks at the person's face: what to do in which order, and what
 * frames must be like. The host asks for agreement before the camera opens, then gives out a nonce
 * together with the actions, and checks nonce, order, times, sizes and formats before the adapter
 * sees a frame.
 *
 * @param title of the page
 * @param explanation what the person needs: light, no mask
 * @param handling what happens with the pictures: who sees them, and when they are gone. The host
 *     says for itself that it keeps none
 * @param actions in the order that the adapter has drawn, 1 to {@value #MOST_ACTIONS}; together at
 *     most {@value #MOST_FRAMES} frames
 * @param hints why it is asked again, or what to do better; empty at first
 * @param pictures what each frame must be like
 * @param deadline for how long the nonce is good: 10 s to 3 minutes
 */
public record CaptureSpec(
    LocalizedText title,
    LocalizedText explanation,
    LocalizedText handling,
    List<CaptureAction> actions,
    List<CaptureHint> hints,
    Pictures pictures,
    Duration deadline) {

  /** Most actions of one challenge. */
  public static final int MOST_ACTIONS = 6;

  /** Most frames of one challenge. */
  public static final int MOST_FRAMES = 24;

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  public CaptureSpec {
    actions = List.copyOf(actions);
    hints = List.copyOf(hints);
    if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
      throw new IllegalArgumentException("a capture of " + actions.size() + " actions");
    }
    if (actions.stream().mapToInt(CaptureAction::frames).sum() > MOST_FRAMES) {
      throw new IllegalArgumentException("a capture of more than " + MOST_FRAMES + " frames");
    }
    if (deadline.compareTo(SHORTEST) < 0 || deadline.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("deadline of a capture: 10 s to 3 min, not " + deadline);
    }
  }

  /** How many frames come: those of all actions. */
  public int frames() {
    return actions.stream().mapToInt(CaptureAction::frames).sum();
  }

  /** The same challenge in another order, or other ones, and why. */
  public CaptureSpec again(List<CaptureAction> next, List<CaptureHint> why) {
    return new CaptureSpec(title, explanation, handling, next, why, pictures, deadline);
  }

  /**
   * What frames must be like.
   *
   * @param formats of which the browser takes the first that it can write; at least one
   * @param bytes most of one frame, up to {@value #MOST_BYTES}
   * @param totalBytes most of all frames of one challenge, up to {@value #MOST_TOTAL}
   * @param leastSide in pixels, 64 or more
   * @param mostSide in pixels, up to {@value #LONGEST_SIDE}
   * @param interval least time between two frames, 50 ms or more
   */
  public record Pictures(
      Set<CaptureFormat> formats,
      int bytes,
      int totalBytes,
      int leastSide,
      int mostSide,
      Duration interval) {

    /** Most bytes of one frame: 1 MiB. */
    public static final int MOST_BYTES = 1 << 20;

    /** Most bytes of all frames of one challenge: 4 MiB. */
    public static final int MOST_TOTAL = 4 << 20;

    /** Longest side in pixels. */
    public static final int LONGEST_SIDE = 1920;

    private static final int SHORTEST_SIDE = 64;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    /** JPEG of up to 1280 pixels and 256 KiB, at most 2 MiB together, every 150 ms. */
    public static final Pictures USUAL =
        new Pictures(
            Set.of(CaptureFormat.JPEG), 256 << 10, 2 << 20, 240, 1280, Duration.ofMillis(150));

    public Pictures {
      formats = Set.copyOf(formats);
      if (formats.isEmpty()) {
        throw new IllegalArgumentException("pictures of no format");
      }
      if (bytes < 1 || bytes > MOST_BYTES || totalBytes < bytes || totalBytes > MOST_TOTAL) {
        throw new IllegalArgumentException("bytes of pictures: " + bytes + " of " + totalBytes);
      }
      if (leastSide < SHORTEST_SIDE || mostSide < leastSide || mostSide > LONGEST_SIDE) {
        throw new IllegalArgumentException("sides of pictures: " + leastSide + " to " + mostSide);
      }
      if (interval.compareTo(SHORTEST_PAUSE) < 0) {
        throw new IllegalArgumentException("pictures less than 50 ms apart: " + interval);
      }
    }
  }
}
