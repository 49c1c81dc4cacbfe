package cn.tongxing.simulator.population;

/** What the authorities know of a synthetic person. */
public enum PersonStatus {
  /** In the register, alive. */
  NORMAL,
  /** Real and honest, yet not in the register: a recent number, the military, moved away. */
  NO_RECORD,
  /** In the register as deceased. */
  DECEASED,
  /** Two persons were issued the same number. */
  DUPLICATE_NUMBER,
  /** The register holds a rare character of the name at a private-use code point. */
  PRIVATE_USE_NAME,
  /** The register cannot hold a character of the name at all and answers with a question mark. */
  UNREPRESENTABLE_NAME
}
