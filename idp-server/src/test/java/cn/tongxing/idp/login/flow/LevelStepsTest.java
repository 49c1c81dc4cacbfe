package cn.tongxing.idp.login.flow;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.login.flow.LevelSteps.Person;
import cn.tongxing.idp.login.transaction.Missing;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.proofing.OfferedWay;
import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every level, whatever ways there are and whatever the citizen has. */
@Clause("R10")
class LevelStepsTest {

  private static final PersonId SOMEBODY = new PersonId(new UUID(1, 1));
  private static final Map<String, Factor> FACTORS =
      Map.of("sms", Factor.SMS, "password", Factor.PASSWORD, "passkey", Factor.SOFTWARE_KEY);

  private static Acr level(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  /** One that shows that its person is there, where it reaches more than a check. */
  private static OfferedWay adapter(String level) {
    return adapter(level, level.equals("p2") ? "a1" : "a2");
  }

  private static OfferedWay adapter(String level, String factors) {
    LocalizedText text = new LocalizedText(level, level, level);
    return new OfferedWay(
        Door.front(level),
        text,
        text,
        level(level + ":" + factors),
        true,
        true,
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }

  private static Person person(
      IdentityAssurance level,
      Set<Factor> factors,
      boolean byFact,
      Set<String> own,
      boolean binds) {
    return new Person(
        SOMEBODY,
        level,
        factors,
        byFact,
        new LevelSteps.Known(own, binds, thenBinding(factors, own), Optional.empty()));
  }

  /** One kind sets nothing; two do, and a key. */
  private static Set<String> thenBinding(Set<Factor> factors, Set<String> own) {
    return own.stream()
        .filter(way -> !factors.contains(FACTORS.get(way)))
        .collect(Collectors.toUnmodifiableSet());
  }

  @ParameterizedTest
  @CsvSource({
    // wanted, level, shown, has, binds: own ways, adapters, sets a new one
    "p1:a1, P1, SMS, sms, false, reached, , false",
    "p2:a2, P2, PASSWORD, sms password, true, sms, , false",
    "p2:a2, P2, SMS, sms password, false, password, , false",
    "p2:a2, P2, SMS, sms password passkey, false, passkey password, , false",
    "p2:a2, P2, SMS, sms, false, '', p2 p3, false",
    "p2:a2, P2, SMS, sms, true, '', , true",
    "p3:a2, P2, SMS, sms password, false, '', p3, false",
    "p2:a3, P2, PASSWORD, sms password, false, sms, p3, false",
    "p2:a3, P2, PASSWORD, password, false, '', p2 p3, false",
    "p4:a3, P2, SMS, sms, false, '', , false",
    "p4:a3, P4, SMS, sms password, false, password, , false",
    "p4:a3, P4, SMS, sms passkey, false, passkey, , false",
    "p2:a3, P2, PASSWORD, sms password, true, '', , true"
  })
  void whatIsMissing(
      String wanted,
      IdentityAssurance has,
      Factor shown,
      String own,
      boolean binds,
      String ways,
      String adapters,
      boolean sets) {
    Optional<Missing> missing =
        LevelSteps.missing(
            List.of(level(wanted)),
            person(has, Set.of(shown), false, words(own), binds),
            List.of(adapter("p2"), adapter("p3")));
    if (ways.equals("reached")) {
      assertThat(missing).isEmpty();
      return;
    }
    assertThat(Set.copyOf(missing.orElseThrow().own())).isEqualTo(words(ways));
    assertThat(Set.copyOf(missing.get().adapters()))
        .isEqualTo(words(adapters == null ? "" : adapters));
    assertThat(missing.get().binds()).isEqualTo(sets);
  }

  /** The bare certificate is on the phone that was stolen (ADR 0040). */
  @Test
  @Clause({"N8", "A13"})
  void whereAnotherKindIsThereOnlyWhatSaysThatItsPersonIsThereSetsAWay() {
    List<OfferedWay> bare = List.of(adapter("p3", "a1"));
    for (boolean other : List.of(true, false)) {
      Set<String> own = other ? Set.of("sms", "password") : Set.of("sms");
      Person person = person(IdentityAssurance.P3, Set.of(Factor.SMS), false, own, false);
      Missing missing = LevelSteps.missing(List.of(level("p3:a3")), person, bare).orElseThrow();
      assertThat(missing.adapters()).isEqualTo(other ? List.of() : List.of("p3"));
    }
  }

  @Test
  void ofSeveralLevelsTheFirstThatStepsLeadToIsGoneFor() {
    Person person =
        person(IdentityAssurance.P2, Set.of(Factor.SMS), false, Set.of("sms", "password"), false);
    Missing missing =
        LevelSteps.missing(List.of(level("p5:a1"), level("p2:a2")), person, List.of())
            .orElseThrow();
    assertThat(missing.wanted()).isEqualTo(level("p2:a2"));
    assertThat(missing.own()).containsExactly("password");
  }

  @Test
  @Clause("A13")
  void whomAFactChoseIsToldOfNoFactorsAndSetsNone() {
    Person person =
        person(
            IdentityAssurance.P4, Set.of(Factor.SMS), true, Set.of("password", "passkey"), false);
    Missing missing = LevelSteps.missing(List.of(level("p4:a1")), person, List.of()).orElseThrow();
    assertThat(missing.reached()).isEqualTo(level("p2:a1"));
    assertThat(missing.own()).containsExactly("passkey", "password");
    assertThat(missing.binds()).isFalse();
  }

  /** Each walk ends at the level, or where nothing more leads there and that is told. */
  @Test
  void everyWalkEndsAtTheLevelOrIsTold() {
    int walks = 0;
    int reached = 0;
    for (Acr wanted : levels()) {
      for (List<String> adapters :
          List.of(
              List.<String>of(),
              List.of("p2"),
              List.of("p3"),
              List.of("p2", "p4"),
              List.of("p2", "p3", "p4"))) {
        for (IdentityAssurance level : IdentityAssurance.values()) {
          for (Set<String> own : subsets()) {
            for (String first : own) {
              walks++;
              reached += walk(wanted, adapters, level, own, first) ? 1 : 0;
            }
          }
        }
      }
    }
    assertThat(walks).isEqualTo(15 * 5 * 5 * 12);
    assertThat(reached).isGreaterThan(walks / 2);
  }

  private static boolean walk(
      Acr wanted, List<String> ids, IdentityAssurance level, Set<String> has, String first) {
    List<OfferedWay> adapters = new ArrayList<>(ids.stream().map(LevelStepsTest::adapter).toList());
    Set<String> own = new HashSet<>(has);
    Set<Factor> factors = EnumSet.of(FACTORS.get(first));
    IdentityAssurance now = level;
    boolean binds = first.equals("passkey");
    for (int step = 0; step < 8; step++) {
      Person person = person(now, factors, false, own, binds);
      Optional<Missing> missing = LevelSteps.missing(List.of(wanted), person, adapters);
      if (missing.isEmpty()) {
        assertThat(person.reached().satisfies(wanted)).isTrue();
        return true;
      }
      Missing needed = missing.get();
      if (!needed.own().isEmpty()) {
        String way = needed.own().getLast();
        assertThat(own).as("only what the person has").contains(way);
        factors.add(FACTORS.get(way));
        binds = true;
      } else if (!needed.adapters().isEmpty()) {
        String way = needed.adapters().getFirst();
        IdentityAssurance proven =
            IdentityAssurance.valueOf(way.toUpperCase(java.util.Locale.ROOT));
        now = proven.atLeast(now) ? proven : now;
        adapters.removeIf(each -> each.id().equals(way));
        binds = true;
      } else if (needed.binds()) {
        own.add("passkey");
        factors.add(Factor.SOFTWARE_KEY);
      } else {
        assertThat(person.reached().satisfies(wanted)).isFalse();
        assertThat(needed.hasSteps()).as("told").isFalse();
        return false;
      }
    }
    throw new AssertionError("no end: " + wanted + " " + ids + " " + level + " " + has);
  }

  private static List<Acr> levels() {
    return Arrays.stream(IdentityAssurance.values())
        .flatMap(identity ->
            Arrays.stream(AuthenticationAssurance.values()).map(each -> new Acr(identity, each)))
        .toList();
  }

  private static List<Set<String>> subsets() {
    return List.of(
        Set.of("sms"),
        Set.of("password"),
        Set.of("passkey"),
        Set.of("sms", "password"),
        Set.of("sms", "passkey"),
        Set.of("password", "passkey"),
        Set.of("sms", "password", "passkey"));
  }

  /** What the account has is read where it decides, and no more of it than does. */
  @Test
  void nothingIsAskedOfTheAccountThatDecidesNothing() {
    List<String> asked = new ArrayList<>();
    assertThat(steps("p2:a1", asked, Set.of("sms"), false)).as("reached").isEmpty();
    assertThat(asked).isEmpty();

    assertThat(steps("p3:a1", asked, Set.of("sms"), false))
        .as("no own way leads there")
        .isPresent();
    assertThat(asked).isEmpty();

    assertThat(steps("p2:a2", asked, Set.of("sms", "password"), true)).isPresent();
    assertThat(asked).as("one helps").containsOnly("own");

    asked.clear();
    assertThat(steps("p2:a2", asked, Set.of("sms"), true)).isPresent();
    assertThat(asked).as("none does: may one be set?").containsOnly("own", "waits", "binds");
  }

  /** What a change of phone keeps from being set is not offered, by no detour. */
  @ParameterizedTest
  @CsvSource({
    // wanted, level, has: own ways, adapters, told until when
    "p2:a2, P2, sms, '', p3, true",
    "p2:a3, P2, sms password, '', '', true",
    "p2:a2, P1, sms, '', p3, true",
    "p2:a2, P2, sms password, password, '', false",
    "p3:a2, P2, sms, '', p3, true",
    "p3:a2, P2, sms password, '', p3, false"
  })
  @Clause("A13")
  void whileAChangeOfPhoneWaitsNothingNewIsSet(
      String wanted,
      IdentityAssurance has,
      String own,
      String ways,
      String adapters,
      boolean told) {
    Instant due = Instant.parse("2026-11-25T00:00:00Z");
    for (boolean binds : List.of(true, false)) {
      Person person =
          new Person(
              SOMEBODY,
              has,
              Set.of(Factor.SMS),
              false,
              new LevelSteps.Known(
                  words(own),
                  binds,
                  thenBinding(Set.of(Factor.SMS), words(own)),
                  Optional.of(due)));
      Missing missing =
          LevelSteps.missing(List.of(level(wanted)), person, List.of(adapter("p2"), adapter("p3")))
              .orElseThrow();

      assertThat(Set.copyOf(missing.own())).isEqualTo(words(ways));
      assertThat(Set.copyOf(missing.adapters())).isEqualTo(words(adapters));
      assertThat(missing.binds()).isFalse();
      assertThat(missing.until()).isEqualTo(told ? Optional.of(due) : Optional.empty());
    }
  }

  private static Optional<Missing> steps(
      String wanted, List<String> asked, Set<String> own, boolean binds) {
    return LevelSteps.missing(
        List.of(level(wanted)),
        new Person(
            SOMEBODY,
            IdentityAssurance.P2,
            Set.of(Factor.SMS),
            false,
            new LevelSteps.Account() {
              @Override
              public Set<String> own() {
                asked.add("own");
                return own;
              }

              @Override
              public boolean binds() {
                asked.add("binds");
                return binds;
              }

              @Override
              public Set<String> thenBinding() {
                asked.add("thenBinding");
                return own;
              }

              @Override
              public Optional<Instant> waits() {
                asked.add("waits");
                return Optional.empty();
              }
            }),
        List.of(adapter("p3")));
  }
}
