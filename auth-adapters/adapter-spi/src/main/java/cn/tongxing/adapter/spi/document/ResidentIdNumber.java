package cn.tongxing.adapter.spi.document;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A resident identity number of 18 characters, or one of the same form: residence permit of Hong
 * Kong, Macau and Taiwan residents, foreign permanent resident (GB 11643-1999).
 */
public final class ResidentIdNumber {

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private final String number;
  private final LocalDate birthDate;

  private ResidentIdNumber(String number, LocalDate birthDate) {
    this.number = number;
    this.birthDate = birthDate;
  }

  /**
   * Reads what a person typed: spaces and full-width digits are folded, x is raised.
   *
   * @param today no birth date lies after it
   * @return empty if length, province, date, sequence or check character is wrong
   */
  public static Optional<ResidentIdNumber> parse(String typed, LocalDate today) {
    throw new IllegalStateException(
        "being written: " + typed.length() + today + WEIGHTS[0] + CHECKS);
  }

  /** Which document carries this number. */
  public DocumentType documentType() {
    return DocumentType.RESIDENT_ID;
  }

  /** The date of birth in the number. */
  public LocalDate birthDate() {
    return birthDate;
  }

  /** The number itself, 18 characters, upper case. */
  public String reveal() {
    return number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidentIdNumber that && number.equals(that.number);
  }

  @Override
  public int hashCode() {
    return number.hashCode();
  }

  /** Masked. */
  @Override
  public String toString() {
    return Masking.keepEnds(number, 1, 2);
  }
}
