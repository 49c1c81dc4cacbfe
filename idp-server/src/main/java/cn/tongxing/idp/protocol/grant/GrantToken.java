package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.GrantId;

/**
 * A bearer value of a grant, known to be one that we made.
 *
 * @param reveal the value as the client holds it
 */
public record GrantToken(Kind kind, GrantId grant, String reveal) {

  /** What it is. The prefix keeps one kind from ever being read as another. */
  public enum Kind {
    CODE("tx_c_", "code"),
    REFRESH("tx_r_", "refresh-token");

    private final String prefix;
    private final String purpose;

    Kind(String prefix, String purpose) {
      this.prefix = prefix;
      this.purpose = purpose;
    }

    String prefix() {
      return prefix;
    }

    String purpose() {
      return purpose;
    }
  }

  /** Without the value. */
  @Override
  public String toString() {
    return kind + "[" + grant + "]";
  }
}
