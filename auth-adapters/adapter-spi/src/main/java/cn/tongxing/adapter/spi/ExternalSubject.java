package cn.tongxing.adapter.spi;

/**
 * The upstream's stable key of a person. Unique together with the adapter's id; never a phone
 * number, an e-mail address or a document number.
 *
 * @param issuer which upstream, and which of its applications or organisations, gave the subject
 * @param subject opaque, case-sensitive
 */
public record ExternalSubject(String issuer, String subject) {

  /** Most characters of issuer and of subject. */
  public static final int MAX_LENGTH = 255;

  public ExternalSubject {
    if (issuer.isBlank() || subject.isBlank()) {
      throw new IllegalArgumentException("blank issuer or subject");
    }
    if (issuer.length() > MAX_LENGTH || subject.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("issuer or subject too long");
    }
  }

  /** Without the subject: it points at a person. */
  @Override
  public String toString() {
    return "ExternalSubject[issuer=" + issuer + "]";
  }
}
