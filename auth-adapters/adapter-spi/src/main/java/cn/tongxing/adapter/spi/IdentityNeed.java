package cn.tongxing.adapter.spi;

/**
 * Data minimisation: why the place that a person is on the way to needs to know who they are. Where
 * it has no such need a pseudonym will do, and a way that can prove one asks for nothing else.
 */
public enum IdentityNeed {
  /** It is told the name, or a part of it, or that there is a verified one. */
  NAME,
  /**
   * It asks for an identity level that knowing nothing but a phone or a pseudonym does not reach.
   */
  LEVEL
}
