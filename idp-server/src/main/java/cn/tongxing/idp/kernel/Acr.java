package cn.tongxing.idp.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pair of levels that the {@code acr} claim names: {@code urn:tongxing:acr:p3:a2} (OpenID
 * Connect Core 1.0, section 2).
 */
public record Acr(IdentityAssurance identity, AuthenticationAssurance authentication) {

  /** The least there is: any sign-in satisfies it. */
  public static final Acr LEAST = new Acr(IdentityAssurance.P1, AuthenticationAssurance.A1);

  private static final Pattern FORM = Pattern.compile("urn:tongxing:acr:p([1-5]):a([1-3])");

  /** Reads a claim value; empty if it is none of ours. */
  public static Optional<Acr> parse(String value) {
    Matcher matcher = FORM.matcher(value);
    return matcher.matches()
        ? Optional.of(
            new Acr(
                IdentityAssurance.valueOf("P" + matcher.group(1)),
                AuthenticationAssurance.valueOf("A" + matcher.group(2))))
        : Optional.empty();
  }

  /** Whether both levels are at least the other's. */
  public boolean satisfies(Acr wanted) {
    return identity.atLeast(wanted.identity) && authentication.atLeast(wanted.authentication);
  }

  /** The claim value. */
  @Override
  public String toString() {
    return ("urn:tongxing:acr:" + identity + ":" + authentication).toLowerCase(Locale.ROOT);
  }
}
