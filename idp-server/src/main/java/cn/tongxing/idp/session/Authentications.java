package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one person has shown in a session, and what it is worth together: the level is the union of
 * the authentications that are looked at, by kinds of factors and not by pieces. A pure value: the
 * same list gives the same level. Source: {@code docs/adr/0028-levels-over-steps.md}.
 *
 * @param inOrder the earliest first
 */
public record Authentications(List<Authentication> inOrder) {

  /**
   * How long what was shown counts for a change of what opens the account, on every page and path.
   */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** Nothing. */
  public static final Authentications NONE = new Authentications(List.of());

  /**
   * The most that are kept: for each factor the latest that showed it, the latest that a fact
   * chose, and the latest of all.
   */
  static final int MOST = Factor.values().length + 2;

  public Authentications {
    inOrder = inOrder.stream().sorted(Comparator.comparing(Authentication::at)).toList();
  }

  /** These alone. */
  public static Authentications of(Authentication... shown) {
    return new Authentications(List.of(shown));
  }

  /**
   * With one more, later than all. What adds nothing to any union any more, whatever moment it is
   * looked at from, is forgotten: at most {@link #MOST} stay.
   */
  public Authentications and(Authentication next) {
    var all = new ArrayList<>(inOrder);
    all.add(next);
    Set<Factor> later = EnumSet.noneOf(Factor.class);
    var kept = new ArrayList<Authentication>();
    boolean chosen = false;
    for (Authentication each : all.reversed()) {
      boolean adds = each.isByFact() ? !chosen : !later.containsAll(each.factors());
      if (adds || kept.isEmpty()) {
        kept.add(each);
      }
      if (each.isByFact()) {
        chosen = true;
      } else {
        later.addAll(each.factors());
      }
    }
    return new Authentications(kept.reversed());
  }

  /** Those from a moment on. */
  public Authentications since(Instant moment) {
    return new Authentications(inOrder.stream().filter(at -> !at.at().isBefore(moment)).toList());
  }

  /** Those of one sign-in. */
  public Authentications of(SignInId signIn) {
    return new Authentications(
        inOrder.stream().filter(each -> each.signIn().equals(signIn)).toList());
  }

  public boolean isEmpty() {
    return inOrder.isEmpty();
  }

  /** The latest; there is one. */
  public Authentication latest() {
    return inOrder.getLast();
  }

  /** The ways gone, each once, the earliest first. */
  public List<String> methods() {
    return inOrder.stream().map(Authentication::method).distinct().toList();
  }

  /** All that were shown. */
  public Set<Factor> factors() {
    Set<Factor> all = EnumSet.noneOf(Factor.class);
    inOrder.forEach(each -> all.addAll(each.factors()));
    return all;
  }

  /** What of the account itself was shown: {@link Authentication#own}. */
  public Set<Factor> own() {
    Set<Factor> own = EnumSet.noneOf(Factor.class);
    inOrder.forEach(each -> own.addAll(each.own()));
    return own;
  }

  /** The assurance of all of them together; the least there is of none. */
  public AuthenticationAssurance assurance() {
    return AuthenticationAssurance.of(factors());
  }

  /** What the person's level of identity is worth here, and the assurance. */
  public Acr level(IdentityAssurance person) {
    return new Acr(counted(person, isByFact()), assurance());
  }

  /** What a person's level counts for: a fact in place of a factor is worth P2. */
  public static IdentityAssurance counted(IdentityAssurance level, boolean byFact) {
    return byFact && level.atLeast(IdentityAssurance.P2) ? IdentityAssurance.P2 : level;
  }

  /** Whether facts alone chose the person: an own factor lifts that cap. */
  public boolean isByFact() {
    return inOrder.stream().anyMatch(Authentication::isByFact)
        && inOrder.stream().allMatch(each -> each.isByFact() || each.factors().isEmpty());
  }

  /** Those that a sign-in of just now would still find: {@link #FRESH}. */
  public Authentications justNow(Instant now) {
    return since(now.minus(FRESH));
  }

  /** What is left where a way to the account has ended; empty if they rested on it alone. */
  public Authentications without(WayEnded.Way way) {
    return new Authentications(
        inOrder.stream().flatMap(each -> each.without(way).stream()).toList());
  }

  /**
   * Whether a code by text message is all that was shown: it changes no factor. A check of name and
   * number adds none, and is a proof only at the level of an account that rests on no more than P2.
   *
   * @param level the person's
   */
  public boolean isBySmsAlone(IdentityAssurance level) {
    boolean proven = inOrder.stream().anyMatch(Authentication::isProof);
    return Authentication.SMS.containsAll(factors())
        && (!proven || level.atLeast(IdentityAssurance.P3));
  }

  /**
   * The {@code auth_time} that belongs to the assurance: everything it rests on was shown then or
   * later. Of none, empty.
   */
  public Optional<Instant> restsOn() {
    AuthenticationAssurance reached = assurance();
    return inOrder.reversed().stream()
        .map(Authentication::at)
        .filter(at -> since(at).assurance().atLeast(reached) && since(at).isByFact() == isByFact())
        .findFirst();
  }
}
