package cn.tongxing.idp.kernel;

import java.util.UUID;

/** Identifies one sign-in transaction. Time-ordered (UUID version 7). */
public record SignInId(UUID value) {

  /** Reads the usual text form. */
  public static SignInId parse(String text) {
    return new SignInId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
