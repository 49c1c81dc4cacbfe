package cn.tongxing.adapter.testkit;

/** What an upstream (or somebody in its place) may say that must prove nothing. */
public enum Lie {
  /** The right answer with a signature, MAC or certificate that does not hold. */
  BAD_SIGNATURE,
  /** A genuine answer about somebody else than was asked for, or bound to another transaction. */
  OTHER_PERSON,
  /** A positive answer without a field it must have, or with one field twice. */
  OTHER_FIELDS
}
