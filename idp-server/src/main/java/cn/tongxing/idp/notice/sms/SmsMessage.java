package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.Locale;

/** A text message: a code that a person waits for, or a notice that nobody asked for. */
public sealed interface SmsMessage permits CodeMessage, NoticeMessage {

  /** Whose phone. */
  PhoneNumber to();

  /** The language of its text. */
  Locale locale();

  /** The name of its template, for gateways that want one. */
  String template();

  /** The text, for providers that take it as it is. */
  String text(Sender sender);
}
