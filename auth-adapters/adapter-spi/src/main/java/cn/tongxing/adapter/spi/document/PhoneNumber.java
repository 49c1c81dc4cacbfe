package cn.tongxing.adapter.spi.document;

import java.util.Optional;

/** A mobile phone number in E.164 form. */
public final class PhoneNumber {

  private final String e164;

  private PhoneNumber(String e164) {
    this.e164 = e164;
  }

  /**
   * Reads what a person typed: spaces, hyphens and full-width digits are folded; without a country
   * code it is a mainland number. Empty if no mobile number of the mainland, Hong Kong, Macau or
   * Taiwan can be it.
   */
  public static Optional<PhoneNumber> parse(String typed) {
    throw new IllegalStateException("being written: " + typed.length());
  }

  /** With plus sign and country code. */
  public String reveal() {
    return e164;
  }

  /** Country code, first three and last two digits of the rest. */
  public String masked() {
    return Masking.keepEnds(e164, 6, 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PhoneNumber that && e164.equals(that.e164);
  }

  @Override
  public int hashCode() {
    return e164.hashCode();
  }

  /** Masked. */
  @Override
  public String toString() {
    return masked();
  }
}
