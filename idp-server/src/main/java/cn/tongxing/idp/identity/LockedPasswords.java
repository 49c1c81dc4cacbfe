package cn.tongxing.idp.identity;

/**
 * Port: which passwords are locked by too many wrong ones. Whose password was locked from afar is
 * not asked for it as the factor of their own on a phone that several share.
 */
public interface LockedPasswords {

  /** None is: where nobody counts. */
  LockedPasswords NONE = key -> false;

  /**
   * Whether the password must be proven another way before it opens anything again.
   *
   * @param limitKey {@link PasswordCredentials#limitKey}
   */
  boolean isLocked(String limitKey);
}
