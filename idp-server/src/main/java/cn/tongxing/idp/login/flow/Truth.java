package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The truth for whose account exists: it has another phone, or somebody else opened it and it is
 * theirs after a time.
 */
final class Truth {

  private static final String WAITS = "takeover.waits";
  private static final String UNBOUND = "phone.unbound";

  private Truth() {}

  /** What is told, with the time from which on the account is theirs. */
  static Problem takenOver(Instant dueAt, Locale locale) {
    String time = CitizenTime.minute(dueAt.plusSeconds(59), locale);
    return new Problem(WAITS, List.of(time), "");
  }

  /** The account has another phone. */
  static Problem unbound() {
    return Problem.page(UNBOUND);
  }

  static boolean isUnbound(Ask.Refused asked) {
    return asked.problem().key().equals(UNBOUND);
  }

  static boolean waits(Ask.Refused asked) {
    return asked.problem().key().equals(WAITS);
  }
}
