package cn.tongxing.idp.identity.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Passwords that many people choose (NIST SP 800-63B-4, 3.1.1.2). The list beside this class is
 * made from patterns, not from leaks: it stops the usual, not everything that ever leaked.
 */
@Component
class CommonPasswords {

  private static final Pattern EIGHT_DIGITS = Pattern.compile("\\d{8}");

  private final Set<String> list;

  CommonPasswords() {
    this.list = read("common-passwords.txt");
  }

  boolean contains(String password) {
    String folded = password.toLowerCase(Locale.ROOT);
    return list.contains(folded) || isDate(folded);
  }

  private static boolean isDate(String text) {
    if (!EIGHT_DIGITS.matcher(text).matches()) {
      return false;
    }
    int head = Integer.parseInt(text.substring(0, 4));
    int tail = Integer.parseInt(text.substring(4));
    return isDate(head, tail / 100, tail % 100) || isDate(tail, head % 100, head / 100);
  }

  private static boolean isDate(int year, int month, int day) {
    try {
      return year >= 1900 && year <= 2099 && LocalDate.of(year, month, day).getYear() == year;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private static Set<String> read(String resource) {
    try (var in =
            Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(resource), resource);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
