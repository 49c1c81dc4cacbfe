package cn.tongxing.idp.kernel;

/** How strongly the browser was shown to be the person's. Ordered. */
public enum AuthenticationAssurance {
  /** One factor. */
  A1,
  /** Two factors of different kind. */
  A2,
  /** Resistant to phishing, with user verification. */
  A3;

  /** Whether this level is at least the other one. */
  public boolean atLeast(AuthenticationAssurance other) {
    return compareTo(other) >= 0;
  }
}
