package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The truth for whose name and number somebody else used: not refused, but not yet in. */
final class TakeOverPage {

  private static final String WAITS = "takeover.waits";

  private TakeOverPage() {}

  /** What is told, with the time from which on the account is theirs. */
  static Problem problem(Instant dueAt, Locale locale) {
    String time = CitizenTime.minute(dueAt.plusSeconds(59), locale);
    return new Problem(WAITS, List.of(time), "");
  }

  static boolean isShown(Ask.Refused asked) {
    return asked.problem().key().equals(WAITS);
  }
}
