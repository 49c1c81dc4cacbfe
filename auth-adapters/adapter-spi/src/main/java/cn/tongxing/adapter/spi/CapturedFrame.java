package cn.tongxing.adapter.spi;

import java.time.Duration;

/**
 * One picture. Never stored by the host.
 *
 * @param mediaType image/jpeg or image/png, as found in the content itself
 * @param sinceStart when it was taken, counted from the start of the capture by the browser
 */
public record CapturedFrame(String mediaType, byte[] content, Duration sinceStart) {

  /** Type and size only. */
  @Override
  public String toString() {
    return "CapturedFrame[" + mediaType + ", " + content.length + " bytes]";
  }
}
