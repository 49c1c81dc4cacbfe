package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Identifies a mandate (a power of attorney, 授权): what lets a person act for another holder.
 * Time-ordered (UUID version 7).
 */
public record MandateId(UUID value) {

  /** Reads the usual text form. */
  public static MandateId parse(String text) {
    return new MandateId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
