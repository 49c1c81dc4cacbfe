package cn.tongxing.idp.identity.claim;

import cn.tongxing.idp.kernel.IdentityAssurance;

/**
 * What one source says.
 *
 * @param text of the kind's form
 * @param source in the words of the evidence
 * @param level of the evidence that it came with
 * @param authoritative whether the source keeps the register of such things, and the person was not
 *     recognised by a link to it alone
 */
public record Said(String text, String source, IdentityAssurance level, boolean authoritative) {

  /** Without the text, which is personal. */
  @Override
  public String toString() {
    return "Said[" + source + ", " + level + "]";
  }
}
