package cn.tongxing.idp.kernel;

import java.util.UUID;

/**
 * Identifies an organisation (a legal person, 法人) for which persons act; never shown to a relying
 * party. Time-ordered (UUID version 7).
 */
public record OrganisationId(UUID value) implements HolderId {

  /** Reads the usual text form. */
  public static OrganisationId parse(String text) {
    return new OrganisationId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
