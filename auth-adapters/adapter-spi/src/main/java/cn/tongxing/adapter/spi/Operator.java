package cn.tongxing.adapter.spi;

/**
 * A member of staff who takes part in a transaction, as authenticated by the host.
 *
 * @param staffNumber as the directory of staff writes it: letters, digits, hyphens, at most 32
 */
public record Operator(String staffNumber, Role role) {

  /** What somebody does in it. */
  public enum Role {
    /** Sees the person and the document. */
    CONDUCTS,
    /** Looks at it after them: four eyes. */
    CONFIRMS
  }

  public Operator {
    if (!staffNumber.matches("[A-Za-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("staff number");
    }
  }
}
