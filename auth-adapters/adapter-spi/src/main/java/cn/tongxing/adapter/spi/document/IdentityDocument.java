package cn.tongxing.adapter.spi.document;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * The key of a natural person: type, number and issuing jurisdiction (never a name).
 *
 * @param number in canonical form, into which it is brought: half-width, upper case, nothing
 *     between its parts, and without the renewal digits that older travel permits print
 * @param jurisdiction ISO 3166-1 alpha-2
 */
public record IdentityDocument(DocumentType type, String number, String jurisdiction) {
  public IdentityDocument {
    number = DocumentNumber.canonical(type, number);
    if (number.isBlank() || jurisdiction.length() != 2) {
      throw new IllegalArgumentException("document number or jurisdiction missing");
    }
  }

  /** The document that a resident identity number (or a number of its form) belongs to. */
  public static IdentityDocument of(ResidentIdNumber number) {
    return new IdentityDocument(number.documentType(), number.reveal(), "CN");
  }

  /**
   * Reads a number whose type somebody names: form, date and check character are looked at where
   * the type has them. A residence permit named as resident identity card, as code lists without a
   * type of its own have it, is read as what its number says.
   *
   * @param jurisdiction of a passport; otherwise the type says it
   * @param today no birth date lies after it
   * @return empty if no number of this type looks so
   */
  public static Optional<IdentityDocument> parse(
      DocumentType type, String typed, String jurisdiction, LocalDate today) {
    return DocumentNumber.parse(type, typed, jurisdiction, today);
  }

  /** The canonical numbers that somebody may mean who does not say of which type. */
  public static Set<String> readings(String typed) {
    return DocumentNumber.readings(typed);
  }

  /** First and last characters only. */
  public String masked() {
    return Masking.keepEnds(number, 1, 2);
  }

  @Override
  public String toString() {
    return "IdentityDocument[" + type + ", " + masked() + "]";
  }
}
