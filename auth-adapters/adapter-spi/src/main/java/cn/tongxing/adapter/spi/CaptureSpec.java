package cn.tongxing.adapter.spi;

import java.time.Duration;
import java.util.List;

/**
 * What to take with the camera.
 *
 * @param actions what the person is asked to do, in order, at least one, a frame or more each
 * @param framesPerAction at least one
 * @param maxFrameBytes the host refuses larger ones unread
 * @param patience how long the page waits for the person, at most five minutes
 */
public record CaptureSpec(
    LocalizedText title,
    LocalizedText purpose,
    List<LocalizedText> actions,
    int framesPerAction,
    int maxFrameBytes,
    Duration patience) {
  public CaptureSpec {
    actions = List.copyOf(actions);
    if (actions.isEmpty()
        || framesPerAction < 1
        || maxFrameBytes < 1
        || !patience.isPositive()
        || patience.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("capture limits");
    }
  }
}
