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
 * @param operator who vouches, for counter cases
 * @param expires when the evidence stops counting
 * @param channel how the answer came back: what came by the front channel is worth more than what
 *     was polled
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
    AnswerChannel channel) {

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

  /** Of a method whose answers come back in one way only; a credential of an app was polled. */
  public EvidenceItem(
      Method method,
      String source,
      Optional<String> assertedLevel,
      Optional<String> originalChannel,
      Instant time,
      String reference,
      String digest,
      Optional<String> operator,
      Optional<Instant> expires) {
    this(
        method,
        source,
        assertedLevel,
        originalChannel,
        time,
        reference,
        digest,
        operator,
        expires,
        AnswerChannel.unsaid(method));
  }

  /** The same, polled. */
  public EvidenceItem asPolled() {
    return new EvidenceItem(
        method,
        source,
        assertedLevel,
        originalChannel,
        time,
        reference,
        digest,
        operator,
        expires,
        AnswerChannel.POLLED);
  }
}
