package cn.tongxing.idp.platform.embedded;

/** Whether the data must outlive a power cut. */
public enum Durability {
  /** Every commit reaches the disk before it is answered. */
  KEPT,
  /** For tests: nothing waits for the disk. */
  THROWN_AWAY
}
