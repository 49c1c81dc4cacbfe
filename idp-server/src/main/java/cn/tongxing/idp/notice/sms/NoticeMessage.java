package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.HongKongWords;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.NoticeKind;
import java.util.Locale;

/**
 * A notice for a phone. Its language follows the number's country: what a browser asks for would
 * let whoever is in it choose one that the owner cannot read.
 */
public record NoticeMessage(PhoneNumber to, NoticeKind kind) implements SmsMessage {

  private static final Locale HONG_KONG = Locale.of("zh", "HK");

  @Override
  public Locale locale() {
    return switch (to.countryCode()) {
      case "86" -> Locale.SIMPLIFIED_CHINESE;
      case "852", "853" -> HONG_KONG;
      default -> Locale.TRADITIONAL_CHINESE;
    };
  }

  @Override
  public String template() {
    return "notice-" + kind.code();
  }

  @Override
  public String text(String signature) {
    String text = kind.text(!locale().equals(Locale.SIMPLIFIED_CHINESE));
    return "【" + signature + "】" + (locale().equals(HONG_KONG) ? HongKongWords.in(text) : text);
  }
}
