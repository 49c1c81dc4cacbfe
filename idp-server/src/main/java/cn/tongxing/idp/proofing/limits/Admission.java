package cn.tongxing.idp.proofing.limits;

import java.time.Instant;
import java.util.List;

/** Whether a try may be made. */
public sealed interface Admission {

  /** It may, and is counted already; what should not count is given back. */
  record Admitted(List<Budget> taken) implements Admission {
    public Admitted {
      taken = List.copyOf(taken);
    }
  }

  /**
   * It may not, until then.
   *
   * @param by the budget that is used up; no personal data
   */
  record Limited(Instant until, String by) implements Admission {}
}
