package cn.tongxing.adapter.spi.document;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.text.Normalizer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A mobile phone number in E.164 form. */
public final class PhoneNumber {

  private static final String HOME = "CN";
  private static final Set<String> REGIONS = Set.of(HOME, "HK", "MO", "TW");
  private static final Set<PhoneNumberType> MOBILE =
      Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

  /** Anything else, letters and extensions above all, would be guessed at by the library. */
  private static final Pattern DIALLED = Pattern.compile("\\+?[0-9]{5,20}");

  /** Mobile numbers of the mainland that the library's numbering plan does not know. */
  private static final Pattern NOT_IN_PLAN = Pattern.compile("\\+86149[0-9]{8}");

  private static final Pattern REVEALED = Pattern.compile("\\+(86|852|853|886)[0-9]{6,12}");
  private static final Pattern FILLERS = Pattern.compile("[\\s()\\p{Cf}\\u2010-\\u2015\\u2212-]");

  private final String e164;

  private PhoneNumber(String e164) {
    this.e164 = e164;
  }

  /**
   * Reads what a person typed: spaces, hyphens, invisible marks copied along and full-width digits
   * are folded; without a country code it is a mainland number. Empty if no mobile number of the
   * mainland, Hong Kong, Macau or Taiwan can be it.
   */
  public static Optional<PhoneNumber> parse(String typed) {
    if (typed.length() > 2 * 32) {
      return Optional.empty();
    }
    String folded =
        FILLERS.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC)).replaceAll("");
    if (!DIALLED.matcher(folded).matches()) {
      return Optional.empty();
    }
    PhoneNumberUtil plan = PhoneNumberUtil.getInstance();
    try {
      Phonenumber.PhoneNumber number = plan.parse(folded, HOME);
      String e164 = plan.format(number, PhoneNumberFormat.E164);
      boolean reachable =
          NOT_IN_PLAN.matcher(e164).matches()
              || (plan.isValidNumber(number)
                  && REGIONS.contains(plan.getRegionCodeForNumber(number))
                  && MOBILE.contains(plan.getNumberType(number)));
      return reachable ? Optional.of(new PhoneNumber(e164)) : Optional.empty();
    } catch (NumberParseException noNumber) {
      return Optional.empty();
    }
  }

  /**
   * Reads what {@link #reveal} gave and a store kept since. Checks the form alone: which numbers
   * are in use was asked when it was typed, and may have changed.
   */
  public static Optional<PhoneNumber> ofStored(String revealed) {
    return REVEALED.matcher(revealed).matches()
        ? Optional.of(new PhoneNumber(revealed))
        : Optional.empty();
  }

  /** With plus sign and country code. */
  public String reveal() {
    return e164;
  }

  /** The country code without its plus sign (ITU-T E.164): {@code 86}, {@code 852}, ... */
  public String countryCode() {
    // of the regions, only the mainland has two digits
    return e164.substring(1, e164.startsWith("+86") ? 3 : 4);
  }

  /** Whole, in groups as people read it aloud: for the eyes of who typed it just now. */
  public String spaced() {
    int code = e164.startsWith("+86") ? 3 : 4;
    StringBuilder spaced = new StringBuilder(e164);
    for (int at = e164.length() - 4; at > code; at -= 4) {
      spaced.insert(at, '\u00a0');
    }
    return spaced.insert(code, '\u00a0').toString();
  }

  /** Country code, a space where no line breaks, and of the rest the first and last digits. */
  public String masked() {
    int code = 1 + countryCode().length();
    return e164.substring(0, code) + '\u00a0' + Masking.keepEnds(e164.substring(code), 6 - code, 2);
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
