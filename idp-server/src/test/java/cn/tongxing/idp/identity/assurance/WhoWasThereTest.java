package cn.tongxing.idp.identity.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What says that a person was there, and what a proof is worth that names them. */
@Clause({"A1", "L13"})
class WhoWasThereTest {

  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  private static CountedEvidence piece(Method method, Duration age) {
    return new CountedEvidence(
        method,
        "any",
        Optional.empty(),
        Optional.empty(),
        true,
        NOW.minus(age),
        Optional.empty(),
        AnswerChannel.FRONT_CHANNEL);
  }

  private static CountedEvidence piece(Method method) {
    return piece(method, Duration.ofMinutes(1));
  }

  private static List<CountedEvidence> all(Method... methods) {
    return Arrays.stream(methods).map(WhoWasThereTest::piece).toList();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aThingOfThePersonsSaysNothingOfTheirPresence(Method method) {
    IdentityAssurance level = Presence.level(all(method), NOW);

    switch (method) {
      case LIVE_PORTRAIT_MATCH, NETWORK_CREDENTIAL_WITH_PASSWORD, COUNTER_CHIP, COUNTER_MANUAL ->
          assertThat(level)
              .isEqualTo(LevelPolicy.level(all(method), NOW))
              .isNotEqualTo(IdentityAssurance.P1);
      default -> assertThat(level).isEqualTo(IdentityAssurance.P1);
    }
  }

  @Test
  void besideAThingOnlyThePresenceCounts() {
    assertThat(Presence.level(all(Method.NAME_NUMBER_MATCH, Method.LIVE_PORTRAIT_MATCH), NOW))
        .isEqualTo(IdentityAssurance.P4);
    assertThat(Presence.level(List.of(), NOW)).isEqualTo(IdentityAssurance.P1);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void whatAnUpstreamSaysOfItsAccountIsOfThePersonWhereTheLinkCounts(Method method) {
    List<CountedEvidence> evidence = all(method);

    assertThat(Presence.ofThePerson(evidence, true)).isEqualTo(evidence);
    boolean ofAnAccount =
        Set.of(
                Method.NETWORK_CREDENTIAL,
                Method.NETWORK_CREDENTIAL_WITH_PASSWORD,
                Method.CERTIFIED_PAYMENT_ACCOUNT,
                Method.PEER_ASSERTION)
            .contains(method);
    assertThat(Presence.ofThePerson(evidence, false)).isEqualTo(ofAnAccount ? List.of() : evidence);
  }

  @Test
  void orWhereAnotherPieceNamesThem() {
    List<CountedEvidence> named = all(Method.NETWORK_CREDENTIAL, Method.NAME_NUMBER_MATCH);

    assertThat(Presence.ofThePerson(named, false)).isEqualTo(named);
  }

  private static Optional<IdentityAssurance> worth(Method method, Factor factor) {
    Optional<Factor> its =
        switch (method) {
          case LIVE_PORTRAIT_MATCH -> Optional.of(Factor.FACE);
          case COUNTER_CHIP, COUNTER_MANUAL -> Optional.of(Factor.COUNTER);
          case CERTIFIED_PAYMENT_ACCOUNT -> Optional.of(Factor.UPSTREAM_ACCOUNT);
          case BANK_CARD_FOUR_ELEMENTS, CARRIER_THREE_ELEMENTS -> Optional.of(Factor.SMS);
          default -> Optional.empty();
        };
    return its.filter(factor::equals)
        .map(each ->
            each == Factor.FACE || each == Factor.COUNTER
                ? IdentityAssurance.P4
                : IdentityAssurance.P3);
  }

  /** Every pair: a proof without its factor is knowledge, a factor without its proof nobody's. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void aProofIsWorthSomethingBesideTheFactorThatBelongsToIt(Method method) {
    for (Factor factor : Factor.values()) {
      Optional<IdentityAssurance> some = worth(method, factor);
      assertThat(ProofWorth.of(Set.of(factor), List.of(method)))
          .as("%s %s", factor, method)
          .isEqualTo(some);
      assertThat(ProofWorth.isWorthSomething(Set.of(factor), method)).isEqualTo(some.isPresent());
    }
    assertThat(ProofWorth.of(EnumSet.noneOf(Factor.class), List.of(method))).isEmpty();
  }

  @Test
  void theBestOfSeveralCounts() {
    assertThat(
            ProofWorth.of(
                Set.of(Factor.SMS, Factor.FACE),
                List.of(Method.CARRIER_THREE_ELEMENTS, Method.LIVE_PORTRAIT_MATCH)))
        .contains(IdentityAssurance.P4);
  }

  /** What does not count any more is weighed by nobody, and of equals the latest comes first. */
  @Test
  void whatCountsIsWeighedBestFirst() {
    CountedEvidence old = piece(Method.LIVE_PORTRAIT_MATCH, Duration.ofDays(3650));
    CountedEvidence expired =
        new CountedEvidence(
            Method.COUNTER_CHIP,
            "counter",
            Optional.empty(),
            Optional.empty(),
            true,
            NOW.minus(Duration.ofDays(1)),
            Optional.of(NOW),
            AnswerChannel.BACK_CHANNEL);
    CountedEvidence earlier = piece(Method.NAME_NUMBER_MATCH, Duration.ofDays(2));
    CountedEvidence later = piece(Method.NAME_NUMBER_MATCH, Duration.ofDays(1));
    CountedEvidence face = piece(Method.LIVE_PORTRAIT_MATCH);

    assertThat(LevelPolicy.weighed(Stream.of(old, earlier, expired, later, face).toList(), NOW))
        .extracting(LevelPolicy.Weighed::piece)
        .containsExactly(face, later, earlier);
  }
}
