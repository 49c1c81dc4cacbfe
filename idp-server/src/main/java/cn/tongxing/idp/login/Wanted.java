package cn.tongxing.idp.login;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The levels that a sign-in is to reach.
 *
 * @param anyOf any of them will do; the preferred one first, at least one
 * @param otherwise what ends the sign-in too if none of them can be reached, for they were wished
 *     and not demanded (OpenID Connect Core 1.0, 3.1.2.1: {@code acr_values} are voluntary); empty
 *     where one of them must be
 * @param within how lately all of it is to have been shown when the sign-in ends; empty where any
 *     step of the sign-in counts
 * @param held what counts towards them from before; empty where all is to be shown now
 */
public record Wanted(
    List<Acr> anyOf, Optional<Acr> otherwise, Optional<Duration> within, Optional<Held> held) {

  public Wanted {
    anyOf = List.copyOf(anyOf);
    if (anyOf.isEmpty()) {
      throw new IllegalArgumentException("no level at all");
    }
  }

  /** All of it to be shown now. */
  public Wanted(List<Acr> anyOf, Optional<Acr> otherwise) {
    this(anyOf, otherwise, Optional.empty(), Optional.empty());
  }

  /** The same, all of it shown within this time. */
  public Wanted within(Optional<Duration> age) {
    return new Wanted(anyOf, otherwise, age, held);
  }

  /** The same, beside what a session has. */
  public Wanted beside(Optional<Held> session) {
    return new Wanted(anyOf, otherwise, within, session);
  }

  /** What must be reached, come what may. */
  public List<Acr> demanded() {
    return otherwise.map(List::of).orElse(anyOf);
  }

  /** Nothing less than this. */
  public static Wanted atLeast(Acr least) {
    return new Wanted(List.of(least), Optional.empty());
  }

  /** Whether none of them is reached without an authority's word on who it is. */
  boolean needsIdentity() {
    return anyOf.stream().allMatch(each -> each.identity().atLeast(IdentityAssurance.P2));
  }

  /** Whether what was reached is one of them. */
  public boolean isReachedBy(Acr reached) {
    return anyOf.stream().anyMatch(reached::satisfies);
  }
}
