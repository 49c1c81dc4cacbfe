package cn.tongxing.idp.kernel;

/** How sure it is who the person is. Ordered: a later level includes the earlier ones. */
public enum IdentityAssurance {
  /** Phone only, or self-asserted. */
  P1,
  /** Name and number matched against an authority. */
  P2,
  /** Elements matched, and possession shown. */
  P3,
  /** A live person compared with a trusted portrait. */
  P4,
  /** Seen at a counter, or a certificate of the state. */
  P5;

  /** Whether this level is at least the other one. */
  public boolean atLeast(IdentityAssurance other) {
    return compareTo(other) >= 0;
  }
}
