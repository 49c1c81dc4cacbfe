package cn.tongxing.adapter.spi;

/**
 * What a person showed to have, know or be (values of RFC 8176 where one fits). A data comparison
 * is none of them: knowing is not owning.
 */
public enum Factor {
  /** A code sent to a phone ({@code sms}). */
  SMS("sms"),
  /** A password checked by us or by an upstream ({@code pwd}). */
  PASSWORD("pwd"),
  /** A code of a generator or a list ({@code otp}). */
  ONE_TIME_PASSWORD("otp"),
  /** A face compared with a trusted portrait, alive ({@code face}). */
  FACE("face"),
  /** A key in hardware ({@code hwk}). */
  HARDWARE_KEY("hwk"),
  /** A key in software ({@code swk}). */
  SOFTWARE_KEY("swk"),
  /** A signed-in account of an upstream that has proven the person's name. */
  UPSTREAM_ACCOUNT("mca"),
  /** The national network identity's credential. */
  NETWORK_CREDENTIAL("cn_wangzheng"),
  /** Seen by an officer at a counter. */
  COUNTER("cn_counter");

  private final String amr;

  Factor(String amr) {
    this.amr = amr;
  }

  /** The value for the {@code amr} claim. */
  public String amr() {
    return amr;
  }
}
