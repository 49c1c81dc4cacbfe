package cn.tongxing.adapter.spi.document;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A resident identity number of 18 characters, or one of the same form: residence permit of Hong
 * Kong, Macau and Taiwan residents, foreign permanent resident (GB 11643-1999).
 *
 * <p>Well-formed is not the same as issued: only an authority can say that a number exists.
 */
public final class ResidentIdNumber {

  private static final int LENGTH = 18;

  /** A longer text is not looked at: nobody types that much space around 18 characters. */
  private static final int MAX_TYPED = 64;

  private static final int MAX_AGE = 150;
  private static final int SUSPICIOUS_AGE = 120;
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final Pattern CHARACTERS = Pattern.compile("[0-9]{17}[0-9X]");

  /** What people put between the digits, or copy along unseen. */
  private static final Pattern FILLERS =
      Pattern.compile("[\\s\\p{Z}\\p{Cf}\\u2010-\\u2015\\u2212-]");

  private static final Pattern OLD_FORM = Pattern.compile("[0-9]{15}");

  /**
   * First two digits of GB/T 2260 at the time of issue. The four digits after them are not checked:
   * abolished districts live on in numbers.
   */
  private static final Set<String> PROVINCES =
      Set.of(
          "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
          "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
          "65", "71");

  /** Beside the provinces: residents of Hong Kong, Macau and Taiwan; foreigners in some systems. */
  private static final Set<String> OTHER_ORIGINS = Set.of("81", "82", "83", "91");

  private static final Set<String> RESIDENCE_PERMITS = Set.of("810000", "820000", "830000");

  /** What is wrong with a number, in the order in which it is looked for. */
  public enum Problem {
    /** Not 18 characters. */
    LENGTH,
    /** Something else than digits, or than a digit or X at the end. */
    CHARACTERS,
    /** 15 digits: the number of a first-generation card, which ended on 2013-01-01. */
    OLD_FORM,
    /** The first digits name no province. */
    PROVINCE,
    /** Digits 7 to 14 are no date, one in the future or one more than 150 years ago. */
    BIRTH_DATE,
    /** Digits 15 to 17 are 000. */
    SEQUENCE,
    /** All is possible by itself, but the last character does not fit: a digit was mistyped. */
    CHECK_CHARACTER
  }

  private final String number;
  private final LocalDate birthDate;

  private ResidentIdNumber(String number, LocalDate birthDate) {
    this.number = number;
    this.birthDate = birthDate;
  }

  /**
   * Reads what a person typed: spaces, hyphens, invisible characters and full-width digits are
   * folded, x is raised.
   *
   * @param today no birth date lies after it
   * @return empty if length, province, date, sequence or check character is wrong
   */
  public static Optional<ResidentIdNumber> parse(String typed, LocalDate today) {
    return parseFolded(fold(typed), today);
  }

  /** What {@link #parse} finds wrong first, so that a page can say where to look; else empty. */
  public static Optional<Problem> check(String typed, LocalDate today) {
    return problem(fold(typed), today);
  }

  /**
   * The 18 characters of a number of 15 digits, for history data only: first-generation cards ended
   * on 2013-01-01. The century is taken to be the twentieth.
   *
   * @return empty if it is no old number or the outcome is no valid new one
   */
  public static Optional<ResidentIdNumber> fromOldForm(String fifteen, LocalDate today) {
    String folded = fold(fifteen);
    if (!OLD_FORM.matcher(folded).matches()) {
      return Optional.empty();
    }
    String body = folded.substring(0, 6) + "19" + folded.substring(6);
    return parseFolded(body + checkCharacter(body), today);
  }

  private static Optional<ResidentIdNumber> parseFolded(String folded, LocalDate today) {
    if (problem(folded, today).isPresent()) {
      return Optional.empty();
    }
    return birthDate(folded).map(born -> new ResidentIdNumber(folded, born));
  }

  private static String fold(String typed) {
    if (typed.length() > MAX_TYPED) {
      return "";
    }
    return FILLERS
        .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
        .replaceAll("")
        .replace('x', 'X');
  }

  private static Optional<Problem> problem(String folded, LocalDate today) {
    if (folded.length() != LENGTH) {
      return Optional.of(OLD_FORM.matcher(folded).matches() ? Problem.OLD_FORM : Problem.LENGTH);
    }
    if (!CHARACTERS.matcher(folded).matches()) {
      return Optional.of(Problem.CHARACTERS);
    }
    if (!hasKnownOrigin(folded)) {
      return Optional.of(Problem.PROVINCE);
    }
    if (!birthDate(folded).map(born -> canBeAlive(born, today)).orElse(false)) {
      return Optional.of(Problem.BIRTH_DATE);
    }
    if (folded.startsWith("000", 14)) {
      return Optional.of(Problem.SEQUENCE);
    }
    if (folded.charAt(LENGTH - 1) != checkCharacter(folded)) {
      return Optional.of(Problem.CHECK_CHARACTER);
    }
    return Optional.empty();
  }

  private static boolean hasKnownOrigin(String folded) {
    String first = folded.substring(0, 2);
    return PROVINCES.contains(first)
        || OTHER_ORIGINS.contains(first)
        || isForeignPermanentResident(folded);
  }

  /** 9, accepting province, country (ISO 3166-1 numeric): the form of December 2023. */
  private static boolean isForeignPermanentResident(String folded) {
    return folded.charAt(0) == '9'
        && PROVINCES.contains(folded.substring(1, 3))
        && !folded.startsWith("000", 3);
  }

  private static Optional<LocalDate> birthDate(String folded) {
    int year = Integer.parseInt(folded.substring(6, 10));
    int month = Integer.parseInt(folded.substring(10, 12));
    int day = Integer.parseInt(folded.substring(12, 14));
    if (month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    return Optional.of(LocalDate.of(year, month, day));
  }

  private static boolean canBeAlive(LocalDate born, LocalDate today) {
    return !born.isAfter(today) && ChronoUnit.YEARS.between(born, today) <= MAX_AGE;
  }

  /** ISO 7064 MOD 11-2 over the first 17 digits. */
  private static char checkCharacter(String digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (digits.charAt(i) - '0');
    }
    return CHECKS.charAt(sum % 11);
  }

  /** Which document carries this number. */
  public DocumentType documentType() {
    if (RESIDENCE_PERMITS.contains(number.substring(0, 6))) {
      return DocumentType.RESIDENCE_PERMIT_HKMOTW;
    }
    return isForeignPermanentResident(number)
        ? DocumentType.FOREIGN_PERMANENT_RESIDENT
        : DocumentType.RESIDENT_ID;
  }

  /** The date of birth in the number. */
  public LocalDate birthDate() {
    return birthDate;
  }

  /** Whether the holder would be older than 120 years: possible on paper, worth a second look. */
  public boolean isSuspicious(LocalDate today) {
    return ChronoUnit.YEARS.between(birthDate, today) > SUSPICIOUS_AGE;
  }

  /** The number itself, 18 characters, upper case. */
  public String reveal() {
    return number;
  }

  /** First character and last two; the rest hidden. */
  public String masked() {
    return Masking.keepEnds(number, 1, 2);
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
    return masked();
  }
}
