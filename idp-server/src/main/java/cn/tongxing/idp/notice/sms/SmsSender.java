package cn.tongxing.idp.notice.sms;

/** Hands messages to a provider. Safe for concurrent use; answers within five seconds. */
@FunctionalInterface
public interface SmsSender {

  /** Hands a message over. That it was accepted does not mean that it arrives. */
  Handover send(SmsMessage message);

  /** What the provider said. */
  enum Handover {
    ACCEPTED,
    /** Refused, unreachable or too late: the provider's doing. */
    FAILED
  }
}
