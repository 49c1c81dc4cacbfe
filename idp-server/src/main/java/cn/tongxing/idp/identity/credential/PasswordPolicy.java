package cn.tongxing.idp.identity.credential;

import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import java.text.Normalizer;
import java.util.Locale;
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

  private final CommonPasswords common;

  PasswordPolicy(CommonPasswords common) {
    this.common = common;
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
    if (password.codePointCount(0, password.length()) < LEAST) {
      return Change.TOO_SHORT;
    }
    if (common.contains(password) || isOfFew(password)) {
      return Change.COMMON;
    }
    String folded = password.toLowerCase(Locale.ROOT);
    return personal(person).anyMatch(folded::contains) ? Change.PERSONAL : Change.ACCEPTED;
  }

  /** Repeated characters are on every list of guesses, however long: three make no password. */
  private static boolean isOfFew(String password) {
    return password.codePoints().filter(each -> !isBlank(each)).distinct().count() < LEAST_DISTINCT;
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }

  /**
   * A single character of a name says nothing; of a number its end, which many are given as one.
   */
  private static Stream<String> personal(StoredProfile person) {
    Stream<String> names =
        person.name().stream()
            .map(name -> name.folded().toLowerCase(Locale.ROOT))
            .filter(name -> name.codePointCount(0, name.length()) > 1);
    Stream<String> phones =
        person.phones().stream().map(phone -> end(phone.reveal().replace("+", ""), 8));
    Stream<String> numbers =
        person.documents().stream()
            .map(document -> end(document.number().toLowerCase(Locale.ROOT), 6));
    Stream<String> births =
        person.birthDate().stream().map(date -> date.toString().replace("-", ""));
    return Stream.of(names, phones, numbers, births).flatMap(each -> each);
  }

  private static String end(String text, int length) {
    return text.substring(Math.max(0, text.length() - length));
  }
}
