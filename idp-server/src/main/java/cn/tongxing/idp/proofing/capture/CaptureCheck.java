package cn.tongxing.idp.proofing.capture;

import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.CaptureUpload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds an upload against its challenge, rule by rule, before anything decodes a picture. */
public final class CaptureCheck {

  private static final Pattern NAME = Pattern.compile("frame-(\\d{1,2})-(\\d)-(\\d{1,6})");

  /** By how much a browser's clock and timer may be off. */
  private static final Duration SLACK = Duration.ofMillis(500);

  /** Of the least time between two frames a browser's timer may miss a part. */
  private static final int TIMER_MISSES = 5;

  private CaptureCheck() {}

  /** What a check came to. */
  public sealed interface Result {
    /** As it should be. */
    record Good(List<CaptureFrame> frames) implements Result {}

    /**
     * Not so.
     *
     * @param rule that was broken, one word
     */
    record Broken(String rule) implements Result {}
  }

  /** Whether it says the nonce of the challenge. */
  public static boolean answers(Ask.Capture.Challenge challenge, CaptureUpload upload) {
    return MessageDigest.isEqual(
        challenge.nonce().getBytes(StandardCharsets.UTF_8),
        upload.nonce().getBytes(StandardCharsets.UTF_8));
  }

  /** The frames of an upload, or the rule that it breaks. */
  public static Result of(
      CaptureSpec spec, Ask.Capture.Challenge challenge, CaptureUpload upload, Instant now) {
    if (upload.parts().size() != spec.frames()) {
      return new Result.Broken("count");
    }
    List<CaptureFrame> frames = new ArrayList<>();
    for (CaptureUpload.Part part : upload.parts()) {
      Optional<CaptureFrame> frame = frame(part, spec.pictures());
      if (frame.isEmpty()) {
        return new Result.Broken("part");
      }
      frames.add(frame.get());
    }
    return Optional.<String>empty()
        .or(() -> order(spec, frames))
        .or(() -> times(spec, frames, Duration.between(challenge.since(), now)))
        .or(() -> pictures(spec.pictures(), frames))
        .<Result>map(Result.Broken::new)
        .orElseGet(() -> new Result.Good(frames));
  }

  private static Optional<CaptureFrame> frame(
      CaptureUpload.Part part, CaptureSpec.Pictures pictures) {
    Matcher name = NAME.matcher(part.name());
    if (!name.matches()) {
      return Optional.empty();
    }
    return pictures.formats().stream()
        .filter(each -> each.mediaType().equals(part.mediaType()))
        .findFirst()
        .map(format ->
            new CaptureFrame(
                Integer.parseInt(name.group(1)),
                Integer.parseInt(name.group(2)),
                Duration.ofMillis(Long.parseLong(name.group(3))),
                format,
                part.content()));
  }

  /** Every index once and in its place, as many frames of each action as it asks for. */
  private static Optional<String> order(CaptureSpec spec, List<CaptureFrame> frames) {
    int next = 0;
    for (int action = 0; action < spec.actions().size(); action++) {
      for (int i = 0; i < spec.actions().get(action).frames(); i++) {
        CaptureFrame frame = frames.get(next);
        if (frame.index() != next || frame.action() != action) {
          return Optional.of("order");
        }
        next++;
      }
    }
    return Optional.empty();
  }

  /**
   * Times go forwards, not faster than asked for, each action within its window; and not more of
   * them has passed than since the nonce was given out, which only our own clock can tell.
   */
  private static Optional<String> times(
      CaptureSpec spec, List<CaptureFrame> frames, Duration passed) {
    Duration pause = spec.pictures().interval();
    Duration least = pause.minus(pause.dividedBy(TIMER_MISSES));
    Duration last = frames.getFirst().offset().minus(least);
    Duration begun = Duration.ZERO;
    for (CaptureFrame frame : frames) {
      if (frame.offset().minus(last).compareTo(least) < 0) {
        return Optional.of("interval");
      }
      CaptureAction action = spec.actions().get(frame.action());
      if (frame.offset().minus(begun).compareTo(action.window().plus(SLACK)) > 0) {
        return Optional.of("window");
      }
      last = frame.offset();
      begun = isLastOfAction(frames, frame) ? frame.offset() : begun;
    }
    return last.compareTo(passed.plus(SLACK)) > 0 ? Optional.of("time") : Optional.empty();
  }

  private static boolean isLastOfAction(List<CaptureFrame> frames, CaptureFrame frame) {
    return frame.index() + 1 < frames.size()
        && frames.get(frame.index() + 1).action() > frame.action();
  }

  private static Optional<String> pictures(CaptureSpec.Pictures bounds, List<CaptureFrame> frames) {
    long total = 0;
    for (CaptureFrame frame : frames) {
      total += frame.content().length;
      if (frame.content().length > bounds.bytes() || total > bounds.totalBytes()) {
        return Optional.of("bytes");
      }
      Optional<PictureHeader.Size> size = PictureHeader.size(frame.format(), frame.content());
      if (size.isEmpty()) {
        return Optional.of("format");
      }
      if (!fits(bounds, size.get().width()) || !fits(bounds, size.get().height())) {
        return Optional.of("pixels");
      }
    }
    return Optional.empty();
  }

  private static boolean fits(CaptureSpec.Pictures bounds, int side) {
    return side >= bounds.leastSide() && side <= bounds.mostSide();
  }
}
