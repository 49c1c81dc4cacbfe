package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.OwnShown;
import cn.tongxing.idp.identity.SettledWays.Ways;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.ShownJustNow.Measure;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What sets a new factor at this point of a sign-in. Asked only where it decides. */
sealed interface Binding {

  /** Nothing does: of whom a fact chose nothing is told. */
  Binding NONE = new None();

  /** Whether enough was shown in this very sign-in. */
  boolean isEnough();

  /**
   * Own ways that lead there, those first that do with one more step.
   *
   * @param own built-in ways that the person has
   */
  Set<String> leading(Set<String> own);

  /** As {@link #NONE} says. */
  record None() implements Binding {
    @Override
    public boolean isEnough() {
      return false;
    }

    @Override
    public Set<String> leading(Set<String> own) {
      return Set.of();
    }
  }

  /**
   * Nothing was shown in this sign-in yet, and what the session knows is too long ago: a way leads
   * there that does together with another one.
   *
   * @param ways of the account
   */
  record AtFirst(Supplier<Ways> ways) implements Binding {
    @Override
    public boolean isEnough() {
      return false;
    }

    @Override
    public Set<String> leading(Set<String> own) {
      return withAnother(ways.get(), OwnShown.NOTHING, own);
    }
  }

  /**
   * After a step.
   *
   * @param shown in this very sign-in just now
   * @param measure what it is measured by
   */
  record Here(SignInId signIn, Authentications shown, Instant now, Measure measure)
      implements Binding {

    /** One kind alone does not. */
    @Override
    public boolean isEnough() {
      return measure.mayChangeWays(shown);
    }

    @Override
    public Set<String> leading(Set<String> own) {
      Set<String> next = those(own, this::isEnoughWith);
      return next.isEmpty() ? withAnother(measure.ways(), shown.ownShown(), own) : next;
    }

    /** With one own way more; of several passkeys it can be one that counts. */
    private boolean isEnoughWith(String way) {
      Optional<UUID> passkey =
          Optional.of(way)
              .filter(Proofs.PASSKEY::equals)
              .flatMap(_ -> measure.ways().passkeys().stream().findFirst());
      return measure.mayChangeWays(
          shown.and(new Authentication(signIn, way, Set.of(LevelSteps.factor(way)), now, passkey)));
    }
  }

  /** A phone that is the person's no more, or that no code goes to, is not another one. */
  private static Set<String> withAnother(Ways ways, OwnShown shown, Set<String> own) {
    Set<Own> usable = EnumSet.of(Own.LINKED_WAY);
    own.forEach(way -> usable.addAll(thing(way)));
    return those(own, way -> thing(way).stream().anyMatch(each -> ways.helps(shown, each, usable)));
  }

  private static Set<String> those(Set<String> own, Predicate<String> which) {
    return own.stream().filter(which).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Own> thing(String way) {
    return Own.in(Set.of(LevelSteps.factor(way)));
  }
}
