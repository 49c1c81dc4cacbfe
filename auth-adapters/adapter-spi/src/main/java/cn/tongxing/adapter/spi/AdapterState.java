package cn.tongxing.adapter.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What an adapter wants to find again at its next step: opaque to the host, which seals it and
 * binds it to transaction and browser. At most {@value #MAX_BYTES} bytes.
 */
public final class AdapterState {

  /** Upper limit of the content, in bytes. */
  public static final int MAX_BYTES = 4096;

  /** Nothing to remember. */
  public static final AdapterState EMPTY = new AdapterState(new byte[0]);

  private final byte[] content;

  private AdapterState(byte[] content) {
    this.content = content;
  }

  /**
   * State with the given content.
   *
   * @throws IllegalArgumentException if it is longer than {@value #MAX_BYTES} bytes
   */
  public static AdapterState of(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("adapter state of " + content.length + " bytes");
    }
    return new AdapterState(content.clone());
  }

  /** {@link #of(byte[])} of the text in UTF-8. */
  public static AdapterState of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the content. */
  public byte[] bytes() {
    return content.clone();
  }

  /** The content read as UTF-8. */
  public String text() {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AdapterState that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  /** The size only: the content may be personal. */
  @Override
  public String toString() {
    return "AdapterState[" + content.length + " bytes]";
  }
}
