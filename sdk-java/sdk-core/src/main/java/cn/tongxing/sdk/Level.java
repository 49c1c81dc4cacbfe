package cn.tongxing.sdk;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pair of levels in the {@code acr} claim.
 *
 * @param identity 1 (phone only) to 5 (seen at a counter)
 * @param authentication 1 (one factor) to 3 (resistant to phishing)
 */
public record Level(int identity, int authentication) {

  private static final Pattern FORM = Pattern.compile("urn:tongxing:acr:p([1-5]):a([1-3])");

  public Level {
    if (identity < 1 || identity > 5 || authentication < 1 || authentication > 3) {
      throw new IllegalArgumentException("level out of range");
    }
  }

  /** Reads an {@code acr}; empty if it is not of this form. */
  public static Optional<Level> parse(String acr) {
    Matcher matcher = FORM.matcher(acr);
    return matcher.matches()
        ? Optional.of(
            new Level(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether both halves are at least the other's. */
  public boolean satisfies(Level wanted) {
    return identity >= wanted.identity && authentication >= wanted.authentication;
  }

  /** The {@code acr} value. */
  @Override
  public String toString() {
    return "urn:tongxing:acr:p" + identity + ":a" + authentication;
  }
}
