package cn.tongxing.idp.identity.claim;

import cn.tongxing.idp.kernel.IdentityAssurance;

/**
 * What one source says.
 *
 * @param text of the kind's form
 * @param source in the words of the evidence
 * @param level of the evidence that it came with
 * @param voice what its word is good for
 */
public record Said(String text, String source, IdentityAssurance level, Voice voice) {

  /** What a source's word is good for. */
  public enum Voice {
    /** It keeps the register of such things. */
    REGISTER,
    /** Any other source. */
    WITNESS,
    /** Whatever the source: the person was recognised by a link to it alone. */
    HEARSAY
  }

  boolean isHearsay() {
    return voice == Voice.HEARSAY;
  }

  boolean isAuthoritative() {
    return voice == Voice.REGISTER;
  }

  /** Without the text, which is personal. */
  @Override
  public String toString() {
    return "Said[" + source + ", " + level + "]";
  }
}
