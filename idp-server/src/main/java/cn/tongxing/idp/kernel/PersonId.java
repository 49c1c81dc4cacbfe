package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Identifies a natural person, for ever; never shown to a relying party. Time-ordered (UUID version
 * 7).
 */
public record PersonId(UUID value) implements HolderId {

  /** Reads the usual text form. */
  public static PersonId parse(String text) {
    return new PersonId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
