package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.page.Page.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be wrong, by the keys of the copy catalogue. */
final class Problems {

  /** Citizens read local time. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** From here down the remaining tries are said. */
  private static final int SAY_TRIES_FROM = 3;

  private Problems() {}

  static Optional<Problem> none() {
    return Optional.empty();
  }

  static Optional<Problem> field(String key, String field) {
    return Optional.of(new Problem(key, List.of(), field));
  }

  static Optional<Problem> page(String key) {
    return field(key, "");
  }

  static Optional<Problem> loginFailed() {
    return page("login.failed");
  }

  /** Limits answer with the time, never with what was counted. */
  static Problem locked(Instant until, Locale locale, String field) {
    String time =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT)
            .withLocale(locale)
            .withZone(ZONE)
            .format(until.plusSeconds(59));
    return new Problem("otp.locked", List.of(time), field);
  }

  static Problem wrongCode(int triesLeft) {
    return triesLeft <= SAY_TRIES_FROM
        ? new Problem("otp.wrong", List.of(Integer.toString(triesLeft)), "code")
        : new Problem("otp.wrong.first", List.of(), "code");
  }

  static Problem waitFor(long seconds) {
    return new Problem("otp.wait", List.of(Long.toString(seconds)), "");
  }
}
