package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.notice.sms.CodeMessage;
import cn.tongxing.idp.notice.sms.SmsSender;
import cn.tongxing.idp.proofing.CodeSender;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Codes as text messages. */
@Component
class SendCodes implements CodeSender {

  private final SmsSender sender;
  private final Issuer issuer;

  SendCodes(SmsSender sender, Issuer issuer) {
    this.sender = sender;
    this.issuer = issuer;
  }

  @Override
  public boolean send(
      PhoneNumber to, String code, String letters, Duration lifetime, Locale locale) {
    CodeMessage message =
        new CodeMessage(to, code, letters, lifetime.toMinutes(), issuer.uri().getHost(), locale);
    return sender.send(message) == SmsSender.Handover.ACCEPTED;
  }
}
