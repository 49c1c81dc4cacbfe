package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames as a host delivers them: as many as were asked for, in order, in time. */
final class Frames {

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0};

  private Frames() {}

  /** What a camera sees of each action. */
  static List<CaptureFrame> of(CaptureSpec spec, Move.Camera camera) throws Exception {
    CaptureFormat format = spec.pictures().formats().stream().sorted().findFirst().orElseThrow();
    List<CaptureFrame> frames = new ArrayList<>();
    for (int action = 0; action < spec.actions().size(); action++) {
      CaptureAction asked = spec.actions().get(action);
      for (int i = 0; i < asked.frames(); i++) {
        Duration offset = spec.pictures().interval().multipliedBy(frames.size());
        byte[] picture = camera.picture(asked.kind(), frames.size());
        frames.add(new CaptureFrame(frames.size(), action, offset, format, picture));
      }
    }
    return frames;
  }

  /** Frames that begin as a picture does and are none. */
  static List<CaptureFrame> unreadable(int count) {
    List<CaptureFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] noise = Arrays.copyOf(JPEG, 20_000);
      frames.add(new CaptureFrame(i, 0, Duration.ofMillis(200L * i), CaptureFormat.JPEG, noise));
    }
    return frames;
  }
}
