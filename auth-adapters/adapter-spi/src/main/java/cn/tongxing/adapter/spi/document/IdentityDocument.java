package cn.tongxing.adapter.spi.document;

/**
 * The key of a natural person: type, number and issuing jurisdiction (never a name).
 *
 * @param number in canonical form: half-width, upper case, no spaces
 * @param jurisdiction ISO 3166-1 alpha-2
 */
public record IdentityDocument(DocumentType type, String number, String jurisdiction) {
  public IdentityDocument {
    if (number.isBlank() || jurisdiction.length() != 2) {
      throw new IllegalArgumentException("document number or jurisdiction missing");
    }
  }

  /** The document that a resident identity number (or a number of its form) belongs to. */
  public static IdentityDocument of(ResidentIdNumber number) {
    return new IdentityDocument(number.documentType(), number.reveal(), "CN");
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
