package cn.tongxing.idp.kernel;

import java.util.regex.Pattern;

/**
 * The {@code client_id} of a relying party: 3 to 64 letters, digits, dots, underscores, hyphens.
 */
public record ClientId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,63}");

  public ClientId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("client_id of wrong form");
    }
  }

  /** Whether the text could be a client id at all. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
