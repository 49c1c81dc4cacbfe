package cn.tongxing.idp.keys;

/**
 * More passwords wait to be hashed or compared than can be in good time: nothing was hashed, and
 * nothing is known of the password. Worth another try in a moment.
 */
public final class PasswordsBusy extends RuntimeException {

  private static final long serialVersionUID = 1;

  public PasswordsBusy(String why) {
    super(why, null, false, false); // there may be many at once, and where it was says nothing
  }
}
