package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.NoticeKind;
import java.util.Locale;

/**
 * A notice for a phone. Its language follows the number's country: what a browser asks for would
 * let whoever is in it choose one that the owner cannot read.
 */
public record NoticeMessage(PhoneNumber to, NoticeKind kind) implements SmsMessage {

  private static final String MAINLAND = "86";

  @Override
  public Locale locale() {
    return to.countryCode().equals(MAINLAND)
        ? Locale.SIMPLIFIED_CHINESE
        : Locale.TRADITIONAL_CHINESE;
  }

  @Override
  public String template() {
    return "notice-" + kind.code();
  }

  @Override
  public String text(String signature) {
    return "【" + signature + "】" + kind.text(locale().equals(Locale.TRADITIONAL_CHINESE));
  }
}
