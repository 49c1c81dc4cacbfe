package cn.tongxing.idp.login;

import cn.tongxing.idp.kernel.Acr;
import java.util.List;
import java.util.Optional;

/**
 * The levels that a sign-in is to reach.
 *
 * @param anyOf any of them will do; the preferred one first, at least one
 * @param otherwise what ends the sign-in too if none of them can be reached, for they were wished
 *     and not demanded (OpenID Connect Core 1.0, 3.1.2.1: {@code acr_values} are voluntary); empty
 *     where one of them must be
 */
public record Wanted(List<Acr> anyOf, Optional<Acr> otherwise) {

  public Wanted {
    anyOf = List.copyOf(anyOf);
    if (anyOf.isEmpty()) {
      throw new IllegalArgumentException("no level at all");
    }
  }

  /** Nothing less than this. */
  public static Wanted atLeast(Acr least) {
    return new Wanted(List.of(least), Optional.empty());
  }

  /** Whether what was reached is one of them. */
  public boolean isReachedBy(Acr reached) {
    return anyOf.stream().anyMatch(reached::satisfies);
  }
}
