package cn.tongxing.idp.kernel;

import java.util.Optional;
import java.util.UUID;

/** Identifies one sign-in transaction. Time-ordered (UUID version 7). */
public record SignInId(UUID value) {

  /** Reads the usual text form. */
  public static SignInId parse(String text) {
    return new SignInId(UUID.fromString(text));
  }

  /** Reads what somebody sent; empty if it is no id. */
  public static Optional<SignInId> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
