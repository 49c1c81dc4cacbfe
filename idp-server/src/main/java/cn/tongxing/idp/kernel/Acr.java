package cn.tongxing.idp.kernel;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pair of levels that the {@code acr} claim names: {@code urn:tongxing:acr:p3:a2} (OpenID
 * Connect Core 1.0, section 2).
 */
public record Acr(IdentityAssurance identity, AuthenticationAssurance authentication) {

  /** The least there is: any sign-in satisfies it. */
  public static final Acr LEAST = new Acr(IdentityAssurance.P1, AuthenticationAssurance.A1);

  /** Each by its claim value: there are fifteen, and every grant that is read names one. */
  private static final Map<String, Acr> ALL =
      Stream.of(IdentityAssurance.values())
          .flatMap(identity ->
              Stream.of(AuthenticationAssurance.values()).map(each -> new Acr(identity, each)))
          .collect(Collectors.toUnmodifiableMap(Acr::toString, Function.identity()));

  /** Of every version, whatever levels it knows. */
  private static final Pattern FORM = Pattern.compile("urn:tongxing:acr:p[0-9]+:a[0-9]+");

  /** Reads a claim value; empty if it is none of ours. */
  public static Optional<Acr> parse(String value) {
    return Optional.ofNullable(ALL.get(value));
  }

  /**
   * Reads one that was kept.
   *
   * @throws OfLaterVersion for one of levels that are not known here
   * @throws IllegalArgumentException for what no version writes: waiting mends nothing
   */
  public static Acr ofStored(String value) {
    return parse(value)
        .orElseThrow(() ->
            FORM.matcher(value).matches()
                ? new OfLaterVersion("an acr that is not known here")
                : new IllegalArgumentException("a stored acr that is none"));
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
