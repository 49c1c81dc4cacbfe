package cn.tongxing.adapter.spi.document;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The forms that numbers of each type of document have, and the one form that all writings of a
 * number share.
 *
 * <p>Sources: GB 11643-1999; the permits' print of before and after 2013; the check character of
 * the Hong Kong identity card.
 */
final class DocumentNumber {

  /** Nobody types that much around the number of a document. */
  private static final int LONGEST_TYPED = 64;

  /** What stands between the parts of a number, on the document or as people type it. */
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}\\p{Cf}\\p{Pd}\\u2212./()]");

  /** Nine characters for life; cards of before 2013 print two digits of renewal behind them. */
  private static final Pattern HOME_RETURN = Pattern.compile("[HM](?:[0-9]{8}|A[0-9]{7})");

  private static final Pattern HOME_RETURN_RENEWED = Pattern.compile("([HM][0-9]{8})[0-9]{2}");

  /** Eight digits for life, two of renewal behind them on older ones. */
  private static final Pattern TAIWAN = Pattern.compile("[0-9]{8}");

  private static final Pattern TAIWAN_RENEWED = Pattern.compile("([0-9]{8})[0-9]{2}");

  /** For one journey, with a letter. */
  private static final Pattern TAIWAN_SINGLE = Pattern.compile("(?=.*[A-Z])[A-Z0-9]{10}");

  private static final Pattern HONG_KONG = Pattern.compile("[A-Z]{1,2}[0-9]{6}[0-9A]");

  /** Printed 1/234567/8: the first digit says which series, the last is no check that is public. */
  private static final Pattern MACAU = Pattern.compile("[157][0-9]{7}");

  /** Nationals 1 and 2, residents 8 and 9; certificates of before 2021 have a second letter. */
  private static final Pattern TAIWANESE = Pattern.compile("[A-Z][1289A-D][0-9]{8}");

  /** Letters in the order of the numbers 10 to 35 that stand for them. */
  private static final String TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

  /** Country of three letters and twelve digits, before the number had the form of a resident's. */
  private static final Pattern PERMANENT_RESIDENT = Pattern.compile("[A-Z]{3}[0-9]{12}");

  private static final Pattern PASSPORT = Pattern.compile("[A-Z0-9]{5,20}");
  private static final Pattern LIKE_A_RESIDENTS = Pattern.compile("[0-9]{17}[0-9X]");

  private DocumentNumber() {}

  /** One form for every writing: half-width, upper case, nothing between, no renewal digits. */
  static String canonical(DocumentType type, String written) {
    String bare = bare(written);
    return switch (type) {
      case MAINLAND_TRAVEL_PERMIT_HKMO -> HOME_RETURN_RENEWED.matcher(bare).replaceAll("$1");
      case MAINLAND_TRAVEL_PERMIT_TW -> TAIWAN_RENEWED.matcher(bare).replaceAll("$1");
      case RESIDENT_ID,
          FOREIGN_PERMANENT_RESIDENT,
          RESIDENCE_PERMIT_HKMOTW,
          HONG_KONG_ID,
          MACAU_ID,
          TAIWAN_ID,
          PASSPORT ->
          bare;
    };
  }

  /**
   * What a number can be in canonical form when its type is not said: as it stands, and without
   * renewal digits if those may be in it. Empty for what is too long to be one.
   */
  static Set<String> readings(String typed) {
    if (typed.length() > LONGEST_TYPED) {
      return Set.of();
    }
    Set<String> readings = new LinkedHashSet<>();
    readings.add(bare(typed));
    readings.add(canonical(DocumentType.MAINLAND_TRAVEL_PERMIT_HKMO, typed));
    readings.add(canonical(DocumentType.MAINLAND_TRAVEL_PERMIT_TW, typed));
    return readings;
  }

  /**
   * Reads a number of a type that somebody names; the check characters that can be checked are.
   *
   * @param jurisdiction for passports the issuing state; else not looked at
   * @return empty if a number of this type cannot look so, or is plainly one of another type
   */
  static Optional<IdentityDocument> parse(
      DocumentType type, String typed, String jurisdiction, LocalDate today) {
    if (typed.length() > LONGEST_TYPED) {
      return Optional.empty();
    }
    String number = canonical(type, typed);
    Optional<ResidentIdNumber> resident = ResidentIdNumber.parse(typed, today);
    return switch (type) {
      // the code list knows one type for residents and for those with a permit to reside
      case RESIDENT_ID ->
          resident
              .filter(each -> each.documentType() != DocumentType.FOREIGN_PERMANENT_RESIDENT)
              .map(IdentityDocument::of);
      case RESIDENCE_PERMIT_HKMOTW ->
          resident.filter(each -> each.documentType() == type).map(IdentityDocument::of);
      case FOREIGN_PERMANENT_RESIDENT ->
          resident
              .filter(each -> each.documentType() == type)
              .map(IdentityDocument::of)
              .or(() -> of(type, number, PERMANENT_RESIDENT));
      case MAINLAND_TRAVEL_PERMIT_HKMO -> of(type, number, HOME_RETURN);
      case MAINLAND_TRAVEL_PERMIT_TW ->
          of(type, number, TAIWAN).or(() -> of(type, number, TAIWAN_SINGLE));
      case HONG_KONG_ID ->
          of(type, number, HONG_KONG).filter(each -> hasHongKongCheck(each.number()));
      case MACAU_ID -> of(type, number, MACAU);
      case TAIWAN_ID -> of(type, number, TAIWANESE).filter(each -> hasTaiwanCheck(each.number()));
      case PASSPORT -> passport(number, jurisdiction);
    };
  }

  private static Optional<IdentityDocument> of(DocumentType type, String number, Pattern form) {
    return form.matcher(number).matches()
        ? Optional.of(new IdentityDocument(type, number, type.jurisdiction()))
        : Optional.empty();
  }

  private static Optional<IdentityDocument> passport(String number, String jurisdiction) {
    boolean formed =
        PASSPORT.matcher(number).matches()
            && !LIKE_A_RESIDENTS.matcher(number).matches()
            && jurisdiction.matches("[A-Z]{2}");
    return formed
        ? Optional.of(new IdentityDocument(DocumentType.PASSPORT, number, jurisdiction))
        : Optional.empty();
  }

  /** Weights 9 to 1, a letter is 10 to 35, a missing first one 36; the sum is a multiple of 11. */
  private static boolean hasHongKongCheck(String number) {
    boolean single = Character.isDigit(number.charAt(1));
    int sum = single ? 9 * 36 : 0;
    int weight = single ? 8 : 9;
    for (int i = 0; i < number.length(); i++) {
      sum += weight-- * Character.digit(number.charAt(i), 36);
    }
    return sum % 11 == 0;
  }

  /** The letter's number and the digits by 1, 9 to 1 and 1; the sum is a multiple of 10. */
  private static boolean hasTaiwanCheck(String number) {
    int area = 10 + TAIWAN_LETTERS.indexOf(number.charAt(0));
    char second = number.charAt(1);
    int sex = Character.isDigit(second) ? second - '0' : TAIWAN_LETTERS.indexOf(second) % 10;
    int sum = area / 10 + area % 10 * 9 + sex * 8;
    for (int i = 2; i < 9; i++) {
      sum += (number.charAt(i) - '0') * (9 - i);
    }
    return (sum + number.charAt(9) - '0') % 10 == 0;
  }

  private static String bare(String written) {
    String folded = Normalizer.normalize(written, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    return BETWEEN.matcher(folded).replaceAll("");
  }
}
