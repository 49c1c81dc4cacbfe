package cn.tongxing.idp.identity.assurance;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LevelPolicyTest {

  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PHONE_POSSESSION, true, P1",
    "NAME_NUMBER_MATCH, true, P2",
    "NAME_NUMBER_MATCH, false, P2",
    "PORTRAIT_UPLOAD_MATCH, true, P3",
    "PORTRAIT_UPLOAD_MATCH, false, P2",
    "NETWORK_CREDENTIAL, true, P3",
    "BANK_CARD_FOUR_ELEMENTS, true, P3",
    "BANK_CARD_FOUR_ELEMENTS, false, P2",
    "CARRIER_THREE_ELEMENTS, true, P3",
    "CARRIER_THREE_ELEMENTS, false, P2",
    "CERTIFIED_PAYMENT_ACCOUNT, true, P3",
    "LIVE_PORTRAIT_MATCH, false, P4",
    "COUNTER_CHIP, true, P5",
  })
  void eachMethodIsWorthWhatTheTableSays(
      Method method, boolean possession, IdentityAssurance expected) {
    assertThat(level(piece(method, "any", null, null, possession))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void noMethodIsWithoutARow(Method method) {
    assertThat(level(piece(method, "any", null, null, true))).isNotNull();
  }

  @Test
  void nothingIsP1() {
    assertThat(level()).isEqualTo(IdentityAssurance.P1);
  }

  @Test
  void twoSourcesOfOneRegisterDoNotAddUp() {
    assertThat(
            level(
                piece(Method.NAME_NUMBER_MATCH, "population-register", null, null, true),
                piece(Method.NAME_NUMBER_MATCH, "provincial-copy", null, null, true)))
        .isEqualTo(IdentityAssurance.P2);
  }

  @ParameterizedTest
  @CsvSource({"2, P1", "3, P2", "4, P4", "5, P4", "9, P1", "P5, P1"})
  void aPeersWordIsReadOnItsScaleAndNeverRaised(String word, IdentityAssurance expected) {
    assertThat(level(piece(Method.PEER_ASSERTION, "minzhengtong", word, "gongan", true)))
        .isEqualTo(expected);
  }

  @Test
  void whatAPeerHasFromUsIsWorthNothing() {
    assertThat(level(piece(Method.PEER_ASSERTION, "minzhengtong", "5", "tongxing", true)))
        .isEqualTo(IdentityAssurance.P1);
  }

  @ParameterizedTest
  @CsvSource({"P1, P1", "P2, P2", "P3, P3", "P4, P4", "P5, P4", "high, P1"})
  void whatWasTakenOverKeepsItsLevelBelowTheCounters(String word, IdentityAssurance expected) {
    assertThat(level(piece(Method.MIGRATED, "earlier-system", word, null, false)))
        .isEqualTo(expected);
  }

  @Test
  void expiredEvidenceStopsCounting() {
    CountedEvidence expired =
        new CountedEvidence(
            Method.COUNTER_CHIP,
            "counter",
            Optional.empty(),
            Optional.empty(),
            true,
            NOW.minus(Duration.ofDays(30)),
            Optional.of(NOW),
            AnswerChannel.BACK_CHANNEL);
    assertThat(level(expired)).isEqualTo(IdentityAssurance.P1);
    CountedEvidence oldFace =
        new CountedEvidence(
            Method.LIVE_PORTRAIT_MATCH,
            "population-register",
            Optional.empty(),
            Optional.empty(),
            true,
            NOW.minus(Duration.ofDays(3650)),
            Optional.empty(),
            AnswerChannel.BACK_CHANNEL);
    assertThat(level(oldFace)).isEqualTo(IdentityAssurance.P1);
  }

  private static IdentityAssurance level(CountedEvidence... evidence) {
    List<CountedEvidence> pieces = Arrays.asList(evidence);
    IdentityAssurance level = LevelPolicy.level(pieces, NOW);
    assertThat(LevelPolicy.levelOf(LevelPolicy.weighed(pieces, NOW)))
        .as("of those that count, weighed once")
        .isEqualTo(level);
    return level;
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  @Clause("Q1")
  void whatWasPolledIsWorthNoMoreThanACheckOfNameAndNumber(Method method) {
    IdentityAssurance most =
        method == Method.NAME_NUMBER_MATCH ? IdentityAssurance.P2 : IdentityAssurance.P1;
    assertThat(level(piece(method, "any", "5", null, true, AnswerChannel.POLLED))).isEqualTo(most);
  }

  private static CountedEvidence piece(
      Method method, String source, String word, String channel, boolean possession) {
    return piece(method, source, word, channel, possession, AnswerChannel.FRONT_CHANNEL);
  }

  private static CountedEvidence piece(
      Method method,
      String source,
      String word,
      String channel,
      boolean possession,
      AnswerChannel came) {
    return new CountedEvidence(
        method,
        source,
        Optional.ofNullable(word),
        Optional.ofNullable(channel),
        possession,
        NOW.minus(Duration.ofDays(1)),
        Optional.empty(),
        came);
  }
}
