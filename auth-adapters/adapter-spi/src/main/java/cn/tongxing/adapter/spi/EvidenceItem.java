package cn.tongxing.adapter.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * One piece of evidence: kept for ever, appended only. The host computes levels from it.
 *
 * @param method what was done
 * @param source who answered, in the words of the policy table: {@code population-register}, {@code
 *     network-identity}, {@code alipay}, ...
 * @param assertedLevel the upstream's own word for the level, uninterpreted
 * @param originalChannel for a peer: which channel raised the level over there
 * @param time when the upstream established it
 * @param reference the upstream's business number
 * @param digest SHA-256 of the answer as received, in lower-case hex
 * @param operator who vouches, for counter cases: written by the host, whoever an adapter names
 * @param expires when the evidence stops counting
 * @param channel how the answer came back: what came by the front channel is worth more than what
 *     was polled
 * @param facts what this item, and no other, says of the person
 */
public record EvidenceItem(
    Method method,
    String source,
    Optional<String> assertedLevel,
    Optional<String> originalChannel,
    Instant time,
    String reference,
    String digest,
    Optional<String> operator,
    Optional<Instant> expires,
    AnswerChannel channel,
    PersonFacts facts) {

  /** What was done to establish the fact. */
  public enum Method {
    /** Name and number compared with an authority's register. */
    NAME_NUMBER_MATCH,
    /** The same, with the portrait on file compared with an uploaded picture. */
    PORTRAIT_UPLOAD_MATCH,
    /** A live person compared with an authority's portrait. */
    LIVE_PORTRAIT_MATCH,
    /** The national network identity's credential presented. */
    NETWORK_CREDENTIAL,
    /** The same with its password. */
    NETWORK_CREDENTIAL_WITH_PASSWORD,
    /** A certified account at a payment provider. */
    CERTIFIED_PAYMENT_ACCOUNT,
    /** Name, number, card and phone compared by the bank, with a code to the phone. */
    BANK_CARD_FOUR_ELEMENTS,
    /** Name, number and the phone's registered holder compared by its carrier. */
    CARRIER_THREE_ELEMENTS,
    /** A peer platform's assertion. */
    PEER_ASSERTION,
    /** A travel document compared with its issuer's register. */
    TRAVEL_DOCUMENT_MATCH,
    /** The chip of a document read in front of an officer. */
    COUNTER_CHIP,
    /** A document looked at by an officer and a second one. */
    COUNTER_MANUAL,
    /** A phone shown to be possessed by a code. */
    PHONE_POSSESSION,
    /** Taken over from an earlier system. */
    MIGRATED
  }

  public EvidenceItem {
    if (source.isBlank() || reference.isBlank() || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("evidence needs source, reference and digest");
    }
  }

  /**
   * An item that says nothing of the person yet, of a method whose answers come back in one way
   * only; a credential of an app was polled.
   */
  public static EvidenceItem of(
      Method method, String source, Instant time, String reference, String digest) {
    return new EvidenceItem(
        method,
        source,
        Optional.empty(),
        Optional.empty(),
        time,
        reference,
        digest,
        Optional.empty(),
        Optional.empty(),
        AnswerChannel.unsaid(method),
        PersonFacts.none());
  }

  /** The same, saying this of the person. */
  public EvidenceItem saying(PersonFacts said) {
    return with(assertedLevel, originalChannel, operator, expires, channel, said);
  }

  /** The same, with the upstream's own word for the level. */
  public EvidenceItem asserting(String level) {
    return with(Optional.of(level), originalChannel, operator, expires, channel, facts);
  }

  /** The same, raised by this channel of a peer. */
  public EvidenceItem through(String peersChannel) {
    return with(assertedLevel, Optional.of(peersChannel), operator, expires, channel, facts);
  }

  /** The same, vouched for by staff; by nobody if it is blank. */
  public EvidenceItem vouched(String staff) {
    Optional<String> who = Optional.of(staff).filter(each -> !each.isBlank());
    return with(assertedLevel, originalChannel, who, expires, channel, facts);
  }

  /** The same, counting until then. */
  public EvidenceItem until(Instant end) {
    return with(assertedLevel, originalChannel, operator, Optional.of(end), channel, facts);
  }

  /** The same, its answer having come back so. */
  public EvidenceItem cameBy(AnswerChannel how) {
    return with(assertedLevel, originalChannel, operator, expires, how, facts);
  }

  /** The same, polled. */
  public EvidenceItem asPolled() {
    return cameBy(AnswerChannel.POLLED);
  }

  private EvidenceItem with(
      Optional<String> level,
      Optional<String> peersChannel,
      Optional<String> staff,
      Optional<Instant> end,
      AnswerChannel how,
      PersonFacts said) {
    return new EvidenceItem(
        method, source, level, peersChannel, time, reference, digest, staff, end, how, said);
  }
}
