package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.Duration;
import java.util.Locale;

/**
 * Sends one-time codes to phones; lent by whoever owns the messages. Safe for concurrent use;
 * answers within five seconds.
 */
@FunctionalInterface
public interface CodeSender {

  /** Hands a code over: false if the provider refused, was unreachable or too late. */
  boolean send(PhoneNumber to, String code, Duration lifetime, Locale locale);
}
