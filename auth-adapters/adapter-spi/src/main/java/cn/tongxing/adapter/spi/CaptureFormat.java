package cn.tongxing.adapter.spi;

/** Image format of a frame (IANA media type). */
public enum CaptureFormat {
  /** ISO/IEC 10918-1. */
  JPEG("image/jpeg"),
  /** RFC 9649, one picture that does not move. */
  WEBP("image/webp");

  private final String mediaType;

  CaptureFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** As in {@code Content-Type}. */
  public String mediaType() {
    return mediaType;
  }
}
