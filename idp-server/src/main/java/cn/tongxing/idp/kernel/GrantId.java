package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Identifies what a person allowed one client in one authorization. Time-ordered (UUID version 7).
 */
public record GrantId(UUID value) {

  /** Reads the usual text form. */
  public static GrantId parse(String text) {
    return new GrantId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
