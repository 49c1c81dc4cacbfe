package cn.tongxing.idp.proofing;

import java.util.Arrays;
import java.util.List;

/**
 * What a browser sent as the frames of a capture, within the bounds of its size and unread
 * otherwise.
 *
 * @param nonce that it says it answers
 */
public record CaptureUpload(String nonce, List<Part> parts) {

  public CaptureUpload {
    parts = List.copyOf(parts);
  }

  /**
   * One frame.
   *
   * @param name which says its place: {@code frame-<index>-<action>-<milliseconds>}
   */
  public record Part(String name, String mediaType, byte[] content) {

    /** Without what it shows. */
    @Override
    public String toString() {
      return "Part[" + content.length + " bytes]";
    }
  }

  /** Overwrites all of it. */
  public void wipe() {
    parts.forEach(part -> Arrays.fill(part.content(), (byte) 0));
  }

  /** How much came, never what it shows. */
  @Override
  public String toString() {
    return "CaptureUpload[" + parts + "]";
  }
}
