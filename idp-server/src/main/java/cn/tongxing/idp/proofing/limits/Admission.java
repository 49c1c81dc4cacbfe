package cn.tongxing.idp.proofing.limits;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

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
  record Limited(Instant until, String by) implements Admission {

    private static final Pattern NETWORK = Pattern.compile("(.*:)?net(-hour|-day)?:.*");

    /** The ceiling of cost, and what numbers that begin alike may be sent together. */
    private static final Pattern EVERYBODY = Pattern.compile("[a-z-]+:(all|prefix:.*)");

    /** Whose budget it is that is used up. */
    public enum Holder {
      /** The number's, the document's or the account's that was typed. */
      TYPED,
      /** The browser's, or that of a self-service machine. */
      DEVICE,
      /** The network's. */
      NETWORK,
      /** Everybody's, or that of many numbers: which of them, nobody is told. */
      EVERYBODY
    }

    /**
     * Whoever shares a device, a network or the service need not look for a fault in what they
     * typed.
     */
    public Holder holder() {
      if (by.contains("device:")) {
        return Holder.DEVICE;
      }
      if (EVERYBODY.matcher(by).matches()) {
        return Holder.EVERYBODY;
      }
      return NETWORK.matcher(by).matches() ? Holder.NETWORK : Holder.TYPED;
    }
  }
}
