package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.Locale;

/**
 * A one-time code for a phone.
 *
 * @param code for providers that fill an approved template
 * @param letters two that the page shows too; only a text written here can carry them
 * @param minutes how long the code is good
 * @param host whose pages the code is for
 */
public record CodeMessage(
    PhoneNumber to, String code, String letters, long minutes, String host, Locale locale)
    implements SmsMessage {

  private static final LocalizedText TEXT =
      new LocalizedText(
          "【%5$s】验证码 %1$s（编号 %4$s），%2$d 分钟内有效。工作人员不会向您索要验证码，请勿告诉他人。\n@%3$s #%1$s",
          "【%5$s】驗證碼 %1$s（編號 %4$s），%2$d 分鐘內有效。工作人員不會向您索取驗證碼，請勿告訴他人。\n@%3$s #%1$s",
          "【%5$s】Your code is %1$s (message %4$s), valid for %2$d minutes. Our staff never ask for"
              + " it. Do not share it.\n@%3$s #%1$s");

  @Override
  public String template() {
    return "sign-in-code";
  }

  /**
   * Its last line binds the code to our domain, so that a phone offers it on our pages only
   * (origin-bound one-time codes of the Web Incubator Community Group).
   */
  @Override
  public String text(Sender sender) {
    return TEXT.in(locale).formatted(code, minutes, host, letters, sender.signature());
  }

  /** Without text and code. */
  @Override
  public String toString() {
    return "CodeMessage[" + to + "]";
  }
}
