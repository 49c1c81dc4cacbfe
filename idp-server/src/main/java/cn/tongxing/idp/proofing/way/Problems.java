package cn.tongxing.idp.proofing.way;

import cn.tongxing.idp.proofing.Problem;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What can be wrong, by the keys of the copy catalogue. */
final class Problems {

  /** Citizens read local time. */
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** From here down the remaining tries are said. */
  private static final int SAY_TRIES_FROM = 3;

  private Problems() {}

  static Optional<Problem> field(String key, String field) {
    return Optional.of(new Problem(key, List.of(), field));
  }

  static Optional<Problem> loginFailed() {
    return Optional.of(Problem.page("login.failed"));
  }

  /**
   * Limits answer with the time, never with what was counted, and in words of whose budget is used
   * up: {@code <key>.device}, and so on.
   */
  static Problem limited(String key, Limited limited, String field) {
    String said =
        switch (limited.holder()) {
          case TYPED -> key;
          case DEVICE -> key + ".device";
          case NETWORK -> key + ".network";
          case EVERYBODY -> key + ".everybody";
        };
    return Problem.until(said, limited.until(), field);
  }

  /** The remaining tries are said when few are left. */
  static Problem wrongCode(int triesLeft) {
    return new Problem(
        "otp.wrong",
        triesLeft <= SAY_TRIES_FROM ? List.of(Integer.toString(triesLeft)) : List.of(),
        "code");
  }

  static Problem tooSoon(long seconds) {
    return new Problem("otp.too-soon", List.of(Long.toString(seconds)), "");
  }
}
