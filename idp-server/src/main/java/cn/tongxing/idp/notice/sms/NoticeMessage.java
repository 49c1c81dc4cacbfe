package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.NoticeKind;
import java.util.Locale;
import java.util.Optional;

/** A notice for a phone. */
public record NoticeMessage(PhoneNumber to, NoticeKind kind, Locale locale) implements SmsMessage {

  private static final Locale HONG_KONG = Locale.of("zh", "HK");

  /**
   * In the person's own language, as far as it is known, where the notice goes to nobody else; else
   * in that of the number's country.
   *
   * @param own what the person reads; empty if that is not known
   */
  public static NoticeMessage of(PhoneNumber to, NoticeKind kind, Optional<Locale> own) {
    return new NoticeMessage(
        to, kind, own.filter(_ -> kind.isToOwnerAlone()).orElseGet(() -> ofNumber(to)));
  }

  private static Locale ofNumber(PhoneNumber phone) {
    return switch (phone.countryCode()) {
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
  public String text(Sender sender) {
    return "【" + sender.signature() + "】" + kind.text(locale, sender.hotline());
  }
}
