package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.session.Authentications;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The table from what a person has shown and has to the steps that lead to a level. A pure
 * function; {@code docs/adr/0028-levels-over-steps.md} tells it in words.
 */
final class LevelSteps {

  private static final Map<String, Factor> SHOWN_BY =
      Map.of(
          Proofs.PASSWORD, Factor.PASSWORD,
          Proofs.PASSKEY, Factor.SOFTWARE_KEY,
          Proofs.SMS, Factor.SMS);

  /** Stronger ones first. */
  private static final List<String> BUILT_IN = List.of(Proofs.PASSKEY, Proofs.PASSWORD, Proofs.SMS);

  private LevelSteps() {}

  /** What a built-in way shows. */
  static Factor factor(String way) {
    return Objects.requireNonNull(SHOWN_BY.get(way));
  }

  /** What the account has, and what changes its ways. */
  interface Account {
    /** Built-in ways that the person has. */
    Set<String> own();

    /** Whether enough was shown in this very sign-in to set a new factor. */
    boolean binds();

    /**
     * Own ways of which one more in this very sign-in is enough for that; where none is, those that
     * are with another.
     */
    Set<String> thenBinding();

    /** Until when a change of phone waits: no new factor is set before that. */
    Optional<Instant> waits();
  }

  /** Known already. */
  record Known(Set<String> own, boolean binds, Set<String> thenBinding, Optional<Instant> waits)
      implements Account {
    Known {
      own = Set.copyOf(own);
      thenBinding = Set.copyOf(thenBinding);
    }
  }

  /**
   * A person at this point of a sign-in.
   *
   * @param level of the account, whatever was shown
   * @param factors shown, now and before, as far as they count
   * @param byFact whether a fact chose the person: which factors they have is not told
   * @param account what else decides, asked only where it does
   */
  record Person(
      PersonId id, IdentityAssurance level, Set<Factor> factors, boolean byFact, Account account) {

    Person {
      factors = Set.copyOf(factors);
    }

    Set<String> own() {
      return account.own();
    }

    boolean binds() {
      return account.binds() && waits().isEmpty();
    }

    Set<String> thenBinding() {
      return account.thenBinding();
    }

    Optional<Instant> waits() {
      return account.waits();
    }

    /** Whether what the account has, all of it together, is enough for a level. */
    boolean has(AuthenticationAssurance wanted) {
      if (AuthenticationAssurance.of(factors).atLeast(wanted)) {
        return true;
      }
      Set<Factor> all = EnumSet.noneOf(Factor.class);
      all.addAll(factors);
      own().forEach(way -> all.add(factor(way)));
      return AuthenticationAssurance.of(all).atLeast(wanted);
    }

    Acr reached() {
      return new Acr(Authentications.counted(level, byFact), AuthenticationAssurance.of(factors));
    }

    AuthenticationAssurance with(String way) {
      Set<Factor> all = EnumSet.of(factor(way));
      all.addAll(factors);
      return AuthenticationAssurance.of(all);
    }

    boolean showed(String way) {
      return factors.contains(SHOWN_BY.get(way));
    }
  }

  /** Empty where one of the levels is reached; else the first of them that steps lead to. */
  static Optional<Missing> missing(List<Acr> anyOf, Person person, List<OfferedWay> adapters) {
    Acr reached = person.reached();
    if (anyOf.stream().anyMatch(reached::satisfies)) {
      return Optional.empty();
    }
    return Optional.of(
        anyOf.stream()
            .map(each -> towards(each, person, adapters))
            .filter(Missing::hasSteps)
            .findFirst()
            .orElseGet(() -> towards(anyOf.getFirst(), person, List.of())));
  }

  private static Missing towards(Acr wanted, Person person, List<OfferedWay> adapters) {
    Optional<Instant> waits =
        person.has(wanted.authentication()) ? Optional.empty() : person.waits();
    if (waits.isPresent()) {
      return whileItWaits(wanted, person, adapters, waits.get());
    }
    if (!person.level().atLeast(wanted.identity())) {
      return steps(wanted, person, List.of(), reaching(wanted.identity(), adapters), false);
    }
    List<String> helping =
        BUILT_IN.stream()
            .filter(way -> person.own().contains(way) && !person.showed(way))
            .filter(way -> person.with(way).atLeast(wanted.authentication()))
            .toList();
    if (!helping.isEmpty() && person.byFact()) {
      return steps(wanted, person, helping, reaching(wanted.identity(), adapters), false);
    }
    if (!helping.isEmpty() || person.binds()) {
      return steps(wanted, person, helping, List.of(), helping.isEmpty());
    }
    // first what is enough to set a new factor, then that
    List<String> before = BUILT_IN.stream().filter(person.thenBinding()::contains).toList();
    return steps(
        wanted, person, before, reaching(person.level(), binding(person, adapters)), false);
  }

  /** No new factor is set meanwhile: only what shows all that is wanted by itself leads there. */
  private static Missing whileItWaits(
      Acr wanted, Person person, List<OfferedWay> adapters, Instant until) {
    List<String> ways =
        adapters.stream()
            .filter(each -> each.stated() && each.reaches().satisfies(wanted))
            .map(OfferedWay::id)
            .toList();
    return steps(wanted, person, List.of(), ways, false).until(until);
  }

  /**
   * Where the account has another kind than was shown, only what says that its person is there sets
   * a way.
   */
  private static List<OfferedWay> binding(Person person, List<OfferedWay> adapters) {
    return person.thenBinding().isEmpty()
        ? adapters
        : adapters.stream()
            .filter(each -> each.reaches().identity().atLeast(IdentityAssurance.P3))
            .filter(each -> AccountRule.mayShowPresence(each.reaches()))
            .toList();
  }

  private static Missing steps(
      Acr wanted, Person person, List<String> own, List<String> adapters, boolean binds) {
    return new Missing(person.id(), wanted, person.reached(), own, adapters, binds);
  }

  private static List<String> reaching(IdentityAssurance level, List<OfferedWay> adapters) {
    return adapters.stream()
        .filter(each -> each.reaches().identity().atLeast(level))
        .map(OfferedWay::id)
        .toList();
  }
}
