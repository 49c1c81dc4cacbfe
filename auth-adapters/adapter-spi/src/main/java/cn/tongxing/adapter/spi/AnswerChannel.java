package cn.tongxing.adapter.spi;

/**
 * Front channel or back channel (OpenID Connect Core 1.0 section 3), or polled as in a cross-device
 * flow (CIBA, RFC 10027): how the answer that evidence rests on came back. An answer that was
 * polled says that somebody agreed on some device, not that it is whoever sits at this browser.
 */
public enum AnswerChannel {
  /** The adapter asked the authority itself; nothing came by a device of the person's. */
  BACK_CHANNEL,
  /**
   * Through the front end that began: the browser brought it to {@link StepContext#callbackUri()}
   * with the host's cookie, and what it brought is bound to this transaction.
   */
  FRONT_CHANNEL,
  /** Confirmed on a device that nobody here knows, and fetched. */
  POLLED;

  /** What is taken for granted where an adapter does not say: the less. */
  static AnswerChannel unsaid(EvidenceItem.Method method) {
    return switch (method) {
      case NETWORK_CREDENTIAL, NETWORK_CREDENTIAL_WITH_PASSWORD -> POLLED;
      case NAME_NUMBER_MATCH,
          PORTRAIT_UPLOAD_MATCH,
          LIVE_PORTRAIT_MATCH,
          CERTIFIED_PAYMENT_ACCOUNT,
          BANK_CARD_FOUR_ELEMENTS,
          CARRIER_THREE_ELEMENTS,
          PEER_ASSERTION,
          TRAVEL_DOCUMENT_MATCH,
          COUNTER_CHIP,
          COUNTER_MANUAL,
          PHONE_POSSESSION,
          MIGRATED ->
          BACK_CHANNEL;
    };
  }
}
