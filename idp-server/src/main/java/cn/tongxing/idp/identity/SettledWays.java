package cn.tongxing.idp.identity;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Binding of authenticators (NIST SP 800-63B-4, 4.1.2): which ways of an account are there long
 * enough to count as kinds of their own ({@link AccountRule#SETTLED}, or since the account is), and
 * what may change them. The one place that every page and path asks.
 */
public interface SettledWays {

  /** The ways of an account now. One indexed read. */
  Ways of(PersonId person);

  /**
   * When two kinds of these ways of the account will be there long enough; empty if there are no
   * two, however long one waits.
   *
   * @param has those that would count then
   */
  Optional<Instant> twoKindsFrom(PersonId person, Set<Own> has);

  /**
   * All that decides what changes the ways of an account, as it stands now. Three indexed reads.
   *
   * @param signIns in which something was shown: what an authority said in them just now ({@link
   *     AccountRule#FRESH}) stands as evidence, and a sign-in may be older than that
   */
  Basis basis(PersonId person, Set<SignInId> signIns);

  /**
   * When the account was opened, if it was in this sign-in: there was nothing before to be
   * protected.
   */
  Optional<Instant> openedIn(PersonId person, SignInId signIn);

  /**
   * What was shown is measured by this.
   *
   * @param proof what an authority said in these sign-ins just now, the carriers' word apart, and
   *     what came by nothing but a link that does not count yet
   * @param present the part of it that says that the person was there
   * @param restsOn the account's level, without that word too
   */
  record Basis(
      Ways ways, IdentityAssurance proof, IdentityAssurance present, IdentityAssurance restsOn) {

    /**
     * Whether what was shown adds, replaces or removes a way ({@link AccountRule#changesWays}).
     *
     * @param compared whether a source was asked for name and number, and nothing but a code was
     *     shown beside
     */
    public boolean mayChange(OwnShown shown, boolean compared) {
      IdentityAssurance least = compared ? IdentityAssurance.P2 : IdentityAssurance.P1;
      IdentityAssurance best = proof.atLeast(least) ? proof : least;
      return AccountRule.changesWays(
          new Shown(
              shown.own(),
              ways.young(shown),
              Optional.of(best).filter(level -> level.atLeast(IdentityAssurance.P2)),
              false,
              List.of()),
          present,
          restsOn,
          ways.had());
    }
  }

  /**
   * Kinds of ways.
   *
   * @param settled of which one at least is from before
   * @param had these, and those whose own from before was replaced since: what took its place
   *     counts as little as any other that is young, and leaves the account no less protected
   * @param young of which what was shown lately may be one that is not, where nobody knows which of
   *     them it was
   * @param passkeys those from before
   */
  record Ways(Set<Own> settled, Set<Own> had, Set<Own> young, Set<UUID> passkeys) {
    public Ways {
      settled = Set.copyOf(settled);
      had = Set.copyOf(had);
      young = Set.copyOf(young);
      passkeys = Set.copyOf(passkeys);
    }

    /** The kinds of which nothing counts that was shown: of a passkey it is known which. */
    public Set<Own> young(OwnShown shown) {
      if (shown.passkeys().isEmpty()) {
        return young;
      }
      Set<Own> kinds = EnumSet.noneOf(Own.class);
      kinds.addAll(young);
      kinds.remove(Own.PASSKEY);
      if (shown.passkeys().stream().noneMatch(passkeys::contains)) {
        kinds.add(Own.PASSKEY);
      }
      return Set.copyOf(kinds);
    }

    /** The kinds that count of what was shown. */
    public Set<Own> counted(OwnShown shown) {
      Set<Own> kinds = EnumSet.noneOf(Own.class);
      kinds.addAll(shown.own());
      kinds.removeAll(young(shown));
      return Set.copyOf(kinds);
    }

    /** Whether one of the kind that is shown next may count: it will be known which passkey. */
    public boolean mayCount(Own one) {
      return !young.contains(one) || (one == Own.PASSKEY && !passkeys.isEmpty());
    }

    /**
     * Whether one own thing more changes ways beside what was shown, or does with another that the
     * account has; nothing that is young does.
     */
    public boolean helps(OwnShown shown, Own one) {
      return helps(shown, one, settled);
    }

    /** The same, where the other is one that can be shown. */
    public boolean helps(OwnShown shown, Own one, Set<Own> usable) {
      Set<Own> counted = counted(shown);
      Set<Own> all = EnumSet.of(one);
      settled.stream().filter(each -> usable.contains(each) && mayCount(each)).forEach(all::add);
      all.addAll(counted);
      return mayCount(one)
          && AccountRule.addsKind(counted, one)
          && AccountRule.changesWays(
              new Shown(all, Optional.empty(), false),
              IdentityAssurance.P1,
              IdentityAssurance.P5,
              all);
    }

    /**
     * Whether one own thing more changes the phone at once beside what was shown, or does with
     * another that can be shown; nothing that is young does ({@link AccountRule} row a).
     */
    public boolean changesPhone(OwnShown shown, Own one, Set<Own> usable) {
      Set<Own> counted = counted(shown);
      Set<Own> all = EnumSet.of(one);
      settled.stream().filter(each -> usable.contains(each) && mayCount(each)).forEach(all::add);
      all.addAll(counted);
      return mayCount(one)
          && AccountRule.addsKind(counted, one)
          && AccountRule.thaws(new Shown(all, Optional.empty(), false)); // two kinds, as there
    }

    /**
     * Whether a proof changes ways beside what was shown, and a code to the account's phone.
     *
     * @param reaches the most that the proof leads to
     * @param restsOn the account's level
     */
    public boolean helps(Set<Own> shown, Acr reaches, IdentityAssurance restsOn) {
      Set<Own> with = EnumSet.of(Own.PHONE);
      with.addAll(shown);
      return AccountRule.changesWays(
          new Shown(with, with, Optional.of(reaches.identity()), false, List.of()),
          AccountRule.mayShowPresence(reaches) ? reaches.identity() : IdentityAssurance.P1,
          restsOn,
          had);
    }
  }
}
