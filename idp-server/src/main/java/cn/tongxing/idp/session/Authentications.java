package cn.tongxing.idp.session;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one person has shown in a session, and what it is worth together: the level is the union of
 * the authentications that are looked at, by kinds of factors and not by pieces. A pure value: the
 * same list gives the same level. Source: {@code docs/adr/0028-levels-over-steps.md}.
 *
 * @param inOrder the earliest first
 */
public record Authentications(List<Authentication> inOrder) {

  /** How long what was shown counts for a change ({@link AccountRule#FRESH}). */
  public static final Duration FRESH = AccountRule.FRESH;

  /** Nothing. */
  public static final Authentications NONE = new Authentications(List.of());

  /** The most that are kept; as many as the table takes. */
  static final int MOST = 32;

  /**
   * Of these, what decides a level or a change: for each factor the latest that showed it, the
   * latest that a fact chose, the latest proof, the latest of all, and the one added last.
   */
  private static final int NEEDED = Factor.values().length + 4;

  public Authentications {
    inOrder = inOrder.stream().sorted(Comparator.comparing(Authentication::at)).toList();
  }

  /** These alone. */
  public static Authentications of(Authentication... shown) {
    return new Authentications(List.of(shown));
  }

  /**
   * With one more, in its place: what is shown last may have been shown before what another sign-in
   * showed meanwhile. What adds nothing to any union any more, whatever moment it is looked at from
   * and whichever way to the account ends, is forgotten, but never the one that is added. At most
   * {@link #MOST} stay: what is forgotten beyond is at most a second thing of a kind, whose end
   * then lowers nothing.
   */
  public Authentications and(Authentication next) {
    var all = new ArrayList<>(inOrder);
    all.add(next);
    var later = new Later();
    var kept = new ArrayList<Authentication>();
    for (Authentication each : new Authentications(all).standing().inOrder().reversed()) {
      if (later.lacks(each) || kept.isEmpty() || each.equals(next)) {
        kept.add(each);
      }
    }
    return new Authentications(kept.reversed());
  }

  /** What was shown after a moment that moves back. */
  private static final class Later {

    private final Set<Factor> factors = EnumSet.noneOf(Factor.class);
    private final Set<Authentication.Thing> things = new HashSet<>();
    private boolean fact;
    private boolean proof;
    private int besides = MOST - NEEDED;

    /** Whether one that was shown before adds something to it; then it is among it. */
    boolean lacks(Authentication earlier) {
      if (earlier.isByFact()) {
        boolean first = !fact;
        fact = true;
        return first;
      }
      boolean firstProof = earlier.isProof() && !proof;
      proof |= firstProof;
      boolean factor = factors.addAll(earlier.factors());
      boolean thing = things.addAll(earlier.things());
      return factor || firstProof || (thing && besides-- > 0);
    }
  }

  /** Those that still are the account's: without what says that nothing is left. */
  public Authentications standing() {
    return new Authentications(inOrder.stream().filter(each -> !each.isEnded()).toList());
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

  /**
   * What counts for a request that a sign-in was begun for: all of that one, and what was shown
   * since it began. Another sign-in of the same browser may have shown the same a moment later, and
   * of two that are alike the later is kept.
   */
  public Authentications sinceBegun(SignInId signIn) {
    Instant begun = TimeOrderedId.timeOf(signIn.value());
    return new Authentications(
        inOrder.stream()
            .filter(each -> each.signIn().equals(signIn) || !each.at().isBefore(begun))
            .toList());
  }

  /** The one shown latest; there is one unless {@link #isEmpty}. */
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

  /** The same as things of the account, with the passkeys that are known. */
  public OwnShown ownShown() {
    return new OwnShown(
        Own.in(own()),
        inOrder.stream()
            .filter(Authentication::isBuiltIn)
            .flatMap(each -> each.passkey().stream())
            .collect(Collectors.toUnmodifiableSet()));
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
  public Authentications without(WayEnded ended) {
    return new Authentications(
        inOrder.stream().flatMap(each -> each.without(ended).stream()).toList());
  }

  /**
   * Whether all that can be said of these can be said of what is left where a way to the account
   * has ended: the same factors by the same ways, and everything the level rests on as lately. A
   * grant that rests on these stands or falls with it.
   */
  public boolean saysAsMuchWithout(WayEnded ended) {
    Authentications left = without(ended);
    return left.factors().equals(factors())
        && left.methods().containsAll(methods())
        && left.restsOn().equals(restsOn());
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
