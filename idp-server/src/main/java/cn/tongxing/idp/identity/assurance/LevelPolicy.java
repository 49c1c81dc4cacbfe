package cn.tongxing.idp.identity.assurance;

import static cn.tongxing.adapter.spi.EvidenceItem.Method.BANK_CARD_FOUR_ELEMENTS;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.CARRIER_THREE_ELEMENTS;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.CERTIFIED_PAYMENT_ACCOUNT;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.COUNTER_CHIP;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.COUNTER_MANUAL;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.LIVE_PORTRAIT_MATCH;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.MIGRATED;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.NAME_NUMBER_MATCH;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.NETWORK_CREDENTIAL;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.NETWORK_CREDENTIAL_WITH_PASSWORD;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.PEER_ASSERTION;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.PHONE_POSSESSION;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.PORTRAIT_UPLOAD_MATCH;
import static cn.tongxing.adapter.spi.EvidenceItem.Method.TRAVEL_DOCUMENT_MATCH;
import static cn.tongxing.idp.identity.assurance.LevelRule.ANY;
import static cn.tongxing.idp.kernel.IdentityAssurance.P1;
import static cn.tongxing.idp.kernel.IdentityAssurance.P2;
import static cn.tongxing.idp.kernel.IdentityAssurance.P3;
import static cn.tongxing.idp.kernel.IdentityAssurance.P4;
import static cn.tongxing.idp.kernel.IdentityAssurance.P5;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From evidence to level. The level is that of the best single piece that counts now: pieces never
 * add up, so two sources that both copy one register are worth what one of them is. What a peer
 * says is never raised, and what it has from us is worth nothing.
 */
public final class LevelPolicy {

  // First row that is about the evidence decides. ANY rows stand behind rows of one source.
  private static final List<LevelRule> TABLE =
      List.of(
          // method, source, worth with a possession, worth alone, counts for; polled, nothing is
          // worth more than P1, but for a comparison, whoever made it
          rule(PHONE_POSSESSION, ANY, P1, P1),
          compared(NAME_NUMBER_MATCH, ANY, P2),
          rule(TRAVEL_DOCUMENT_MATCH, ANY, P2, P2),
          rule(PORTRAIT_UPLOAD_MATCH, ANY, P3, P2, years(10)),
          rule(NETWORK_CREDENTIAL, ANY, P3, P3),
          rule(NETWORK_CREDENTIAL_WITH_PASSWORD, ANY, P3, P3),
          rule(CERTIFIED_PAYMENT_ACCOUNT, ANY, P3, P2),
          rule(BANK_CARD_FOUR_ELEMENTS, ANY, P3, P2),
          rule(CARRIER_THREE_ELEMENTS, ANY, P3, P2),
          rule(LIVE_PORTRAIT_MATCH, ANY, P4, P4, years(10)),
          rule(COUNTER_MANUAL, ANY, P5, P5),
          rule(COUNTER_CHIP, ANY, P5, P5),
          asserted(PEER_ASSERTION, "minzhengtong", AssertedScale.PROVINCIAL, P4),
          asserted(PEER_ASSERTION, ANY, AssertedScale.OWN, P3),
          asserted(MIGRATED, ANY, AssertedScale.OWN, P4));

  // Channels by which a peer may have got its knowledge from this very server.
  private static final Set<String> OURSELVES = Set.of("tongxing");

  private LevelPolicy() {}

  /** The level of a person with this evidence. */
  public static IdentityAssurance level(List<CountedEvidence> evidence, Instant now) {
    return evidence.stream()
        .map(piece -> worth(piece, now))
        .max(IdentityAssurance::compareTo)
        .orElse(P1);
  }

  /** A piece that counts, and the level it makes. */
  public record Weighed(CountedEvidence piece, IdentityAssurance worth) {}

  /** The pieces that count, best first, the latest of equals first. */
  public static List<Weighed> weighed(List<CountedEvidence> evidence, Instant now) {
    return evidence.stream()
        .filter(piece -> counts(piece, rule(piece), now))
        .map(piece -> new Weighed(piece, worth(piece, now)))
        .sorted(
            Comparator.comparing(Weighed::worth)
                .thenComparing(each -> each.piece().establishedAt())
                .reversed())
        .toList();
  }

  /** The level of a person with these pieces, {@link #weighed}: that of the first. */
  public static IdentityAssurance levelOf(List<Weighed> weighed) {
    return weighed.stream().findFirst().map(Weighed::worth).orElse(P1);
  }

  private static IdentityAssurance worth(CountedEvidence piece, Instant now) {
    LevelRule rule = rule(piece);
    if (!counts(piece, rule, now)
        || piece.originalChannel().filter(OURSELVES::contains).isPresent()) {
      return P1;
    }
    IdentityAssurance here = piece.possession() ? rule.withPossession() : rule.alone();
    IdentityAssurance most =
        piece.channel() == AnswerChannel.POLLED ? lower(here, rule.polled()) : here;
    return rule.scale()
        .map(scale -> lower(most, piece.assertedLevel().map(scale::read).orElse(P1)))
        .orElse(most);
  }

  private static LevelRule rule(CountedEvidence piece) {
    return TABLE.stream()
        .filter(row -> row.isAbout(piece))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no rule for " + piece.method()));
  }

  private static boolean counts(CountedEvidence piece, LevelRule rule, Instant now) {
    boolean young =
        rule.counts().map(time -> now.isBefore(piece.establishedAt().plus(time))).orElse(true);
    return young && piece.expires().map(now::isBefore).orElse(true);
  }

  private static IdentityAssurance lower(IdentityAssurance one, IdentityAssurance other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static LevelRule rule(
      Method method, String source, IdentityAssurance possessed, IdentityAssurance alone) {
    return new LevelRule(method, source, possessed, alone, P1, Optional.empty(), Optional.empty());
  }

  /** A comparison of data: where it was confirmed does not change what it shows. */
  private static LevelRule compared(Method method, String source, IdentityAssurance worth) {
    return new LevelRule(method, source, worth, worth, worth, Optional.empty(), Optional.empty());
  }

  private static LevelRule rule(
      Method method,
      String source,
      IdentityAssurance possessed,
      IdentityAssurance alone,
      Duration counts) {
    return new LevelRule(
        method, source, possessed, alone, P1, Optional.empty(), Optional.of(counts));
  }

  private static LevelRule asserted(
      Method method, String source, AssertedScale scale, IdentityAssurance most) {
    return new LevelRule(method, source, most, most, P1, Optional.of(scale), Optional.empty());
  }

  private static Duration years(int years) {
    return Duration.ofDays(365L * years);
  }
}
