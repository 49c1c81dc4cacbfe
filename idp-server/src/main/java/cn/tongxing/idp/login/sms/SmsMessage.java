package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.Locale;

/**
 * A one-time code for a phone.
 *
 * @param text for providers that take text as it is
 * @param code for providers that fill an approved template
 */
public record SmsMessage(PhoneNumber to, String text, String code, Locale locale) {

  /** Name of the only template there is. */
  public static final String TEMPLATE = "sign-in-code";

  private static final LocalizedText TEXT =
      new LocalizedText(
          "【通行】验证码 %1$s，%2$d 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。\n@%3$s #%1$s",
          "【通行】驗證碼 %1$s，%2$d 分鐘內有效。工作人員不會向您索取驗證碼，請勿告訴他人。\n@%3$s #%1$s",
          "[Tongxing] Your code is %1$s, valid for %2$d minutes. Our staff never ask for it."
              + " Do not share it.\n@%3$s #%1$s");

  /**
   * The message with a code. Its last line binds the code to our domain, so that a phone offers it
   * on our pages only (origin-bound one-time codes of the Web Incubator Community Group).
   */
  public static SmsMessage code(
      PhoneNumber to, String code, long minutes, String host, Locale locale) {
    return new SmsMessage(to, TEXT.in(locale).formatted(code, minutes, host), code, locale);
  }

  /** Without text and code. */
  @Override
  public String toString() {
    return "SmsMessage[" + to + "]";
  }
}
