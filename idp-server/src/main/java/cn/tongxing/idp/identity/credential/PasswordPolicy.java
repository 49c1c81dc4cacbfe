package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What a new password must not be (NIST SP 800-63B-4, 3.1.1.2). Any characters may be in it, and
 * none must be: no rules of composition. Eight characters are the least because the phone stands
 * beside it as a second factor wherever more than one factor is asked for.
 */
@Component
class PasswordPolicy {

  private static final int LEAST = 8;
  private static final int MOST = 256;
  private static final int LEAST_DISTINCT = 4;

  /** Shorter names in Latin letters are in words that have nothing to do with them. */
  private static final int LEAST_OF_A_NAME = 4;

  private static final Pattern PART_AND_NUMBER =
      Pattern.compile(
          "(?<part>\\p{L}+)(?<number>[0-9]+)|(?<firstNumber>[0-9]+)(?<lastPart>\\p{L}+)");

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final CommonPasswords common;
  private final Pinyin pinyin;

  PasswordPolicy(CommonPasswords common, Pinyin pinyin) {
    this.common = common;
    this.pinyin = pinyin;
  }

  /** The form that is hashed: compatible writings of a character are one character. */
  static String normal(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  /** Whether it is too long to be looked at at all. */
  static boolean isTooLong(String typed) {
    return typed.length() > MOST;
  }

  Change judge(String typed, StoredProfile person) {
    if (isTooLong(typed)) {
      return Change.TOO_LONG;
    }
    String password = normal(typed);
    if (isTooLong(password)) {
      return Change.TOO_LONG;
    }
    if (password.chars().anyMatch(Character::isISOControl)) {
      return Change.CONTROL;
    }
    if (!password.isEmpty() && password.codePoints().allMatch(PasswordPolicy::isBlank)) {
      return Change.BLANK;
    }
    if (password.codePointCount(0, password.length()) < LEAST) {
      return Change.TOO_SHORT;
    }
    if (common.contains(password) || isOfFew(password)) {
      return Change.COMMON;
    }
    String folded = bare(password);
    return personal(person).anyMatch(folded::contains) || isPartAndNumber(folded, person)
        ? Change.PERSONAL
        : Change.ACCEPTED;
  }

  /** Repeated characters are on every list of guesses, however long: three make no password. */
  private static boolean isOfFew(String password) {
    return password.codePoints().filter(each -> !isBlank(each)).distinct().count() < LEAST_DISTINCT;
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /**
   * What stands between letters and digits hides nothing. A single character of a name says
   * nothing; of a number its end, which many are given as one; a name's letters or its surname only
   * beside the year of birth.
   */
  private Stream<String> personal(StoredProfile person) {
    List<String> own = person.name().stream().map(name -> bare(name.folded())).toList();
    Stream<String> names =
        Stream.concat(
            own.stream().filter(name -> name.codePointCount(0, name.length()) > 1),
            own.stream()
                .flatMap(name -> pinyin.of(name).stream())
                .filter(name -> name.length() >= LEAST_OF_A_NAME));
    Stream<String> years =
        person.birthDate().stream()
            .map(date -> Integer.toString(date.getYear()))
            .flatMap(year ->
                own.stream()
                    .flatMap(name -> pinyin.shortly(name).stream())
                    .flatMap(name -> Stream.of(name + year, year + name)));
    Stream<String> phones =
        person.phones().stream().map(phone -> end(phone.reveal().replace("+", ""), 8));
    Stream<String> numbers =
        person.documents().stream().map(document -> end(bare(document.number()), 6));
    Stream<String> births =
        person.birthDate().stream().map(date -> date.toString().replace("-", ""));
    return Stream.of(names, years, phones, numbers, births).flatMap(each -> each);
  }

  /**
   * Whether all of it is a part of the name and digits of the person's: surname, given name or
   * initials, before or after a part of the date of birth, phone or document number.
   */
  private boolean isPartAndNumber(String folded, StoredProfile person) {
    Matcher split = PART_AND_NUMBER.matcher(folded);
    if (!split.matches()) {
      return false;
    }
    boolean first = split.group("part") != null;
    String part = split.group(first ? "part" : "lastPart");
    String number = split.group(first ? "number" : "firstNumber");
    return numbers(person).anyMatch(own -> own.contains(number))
        && person.name().stream().flatMap(name -> parts(name.folded())).anyMatch(part::equals);
  }

  private static Stream<String> numbers(StoredProfile person) {
    return Stream.of(
            person.birthDate().stream().map(LocalDate::toString),
            person.phones().stream().map(PhoneNumber::reveal),
            person.documents().stream().map(IdentityDocument::number))
        .flatMap(each -> each)
        .map(number -> bare(number).replaceAll("\\D", ""));
  }

  private Stream<String> parts(String name) {
    String whole = bare(name);
    return Stream.of(
            BETWEEN.splitAsStream(name.toLowerCase(Locale.ROOT)), // words of Latin letters
            Stream.of(beyondFirst(whole, 1), beyondFirst(whole, 2)),
            pinyin.runs(whole).stream(),
            pinyin.shortly(whole).stream())
        .flatMap(each -> each);
  }

  /** The given name, after a surname of so many characters; blank if there is none. */
  private static String beyondFirst(String name, int characters) {
    return name.codePointCount(0, name.length()) > characters
        ? name.substring(name.offsetByCodePoints(0, characters))
        : "";
  }

  private static String bare(String text) {
    return BETWEEN.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static String end(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }
}
