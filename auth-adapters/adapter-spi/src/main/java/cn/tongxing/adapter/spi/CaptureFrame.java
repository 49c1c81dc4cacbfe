package cn.tongxing.adapter.spi;

import java.time.Duration;

/**
 * One picture of a capture. The host has looked at its first bytes and at the size that its header
 * states; nothing has decoded it. Never compared, stored or printed.
 */
public final class CaptureFrame {

  private final int index;
  private final int action;
  private final Duration offset;
  private final CaptureFormat format;
  private final byte[] content;

  /**
   * A frame.
   *
   * @param index its place in the capture, from 0
   * @param action place of the action during which it was taken, from 0
   * @param offset when, from the begin of the capture, by the browser's clock
   * @param content not copied
   */
  public CaptureFrame(
      int index, int action, Duration offset, CaptureFormat format, byte[] content) {
    this.index = index;
    this.action = action;
    this.offset = offset;
    this.format = format;
    this.content = content;
  }

  /** Its place in the capture, from 0. */
  public int index() {
    return index;
  }

  /** Place of the action during which it was taken, from 0. */
  public int action() {
    return action;
  }

  /** When it was taken, from the begin of the capture, by the browser's clock. */
  public Duration offset() {
    return offset;
  }

  /** What it is encoded in. */
  public CaptureFormat format() {
    return format;
  }

  /** The encoded picture, not copied: it is overwritten once the step has been answered. */
  public byte[] content() {
    return content;
  }

  /** Place and length only: a face is a person's. */
  @Override
  public String toString() {
    return "CaptureFrame[" + index + ", " + content.length + " bytes]";
  }
}
