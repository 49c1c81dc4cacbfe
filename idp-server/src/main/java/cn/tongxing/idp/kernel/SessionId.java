package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Identifies a single sign-on session; leaves us as another {@code sid} per sector. Time-ordered.
 */
public record SessionId(UUID value) {

  /** Reads the usual text form. */
  public static SessionId parse(String text) {
    return new SessionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
