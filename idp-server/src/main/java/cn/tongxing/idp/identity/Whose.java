package cn.tongxing.idp.identity;

/** Among whom a factor is looked for. */
public enum Whose {
  /** Persons who may use the service: a sign-in. */
  ACTIVE,
  /**
   * Persons whose account is frozen, by what was there 72 hours before it was: it shows who may
   * thaw it, and signs nobody in.
   */
  FROZEN
}
