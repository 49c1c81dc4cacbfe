package cn.tongxing.idp.notice;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.HongKongWords;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.sms.NoticeMessage;
import cn.tongxing.idp.notice.sms.Sender;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextsTest {

  private static final Pattern LINK = Pattern.compile("(?i)http|www|\\.[a-z]{2,}|@|/");

  private static String text(String phone, NoticeKind kind) {
    return text(phone, kind, Optional.empty());
  }

  private static String text(String phone, NoticeKind kind, Optional<Locale> own) {
    return NoticeMessage.of(PhoneNumber.parse(phone).orElseThrow(), kind, own)
        .text(new Sender("鹭岛政务通", "12345"));
  }

  @Test
  @Clause("A13")
  void aChangeOfPhoneSaysThatItIsThePhoneWhichStepItIsAndWhatToDo() {
    assertThat(text("13800138000", NoticeKind.PHONE_CHANGE_BEGUN))
        .isEqualTo("【鹭岛政务通】您账号的手机号将在48小时后更换。不是您本人：打开本市官网“我的账号”，或拨打12345。");
    assertThat(text("13800138000", NoticeKind.PHONE_WANTED))
        .isEqualTo("【鹭岛政务通】有账号申请绑定本手机号，48小时后生效。不是您本人：请尽快拨打12345。");
    assertThat(text("13800138000", NoticeKind.PHONE_CHANGE_CANCELLED))
        .isEqualTo("【鹭岛政务通】更换手机号的申请已取消，不会生效。不是您本人：打开本市官网“我的账号”，或拨打12345。");
    assertThat(text("13800138000", NoticeKind.PHONE_CHANGED)).contains("手机号已更换", "12345");
    assertThat(text("+85291234567", NoticeKind.TAKE_OVER_BEGUN))
        .isEqualTo("【鹭岛政务通】有人申請重新設定您帳戶的登入方式，48小時後生效。不是您本人：請盡快撥打12345。");
    assertThat(text("+886912345678", NoticeKind.PHONE_CHANGED))
        .isEqualTo("【鹭岛政务通】您帳號的手機號碼已更換。不是您本人：打開本市官網「我的帳號」，或撥打12345。");
  }

  @ParameterizedTest
  @EnumSource
  void noTextHasALinkOrIsLongerThanOneMessage(NoticeKind kind) {
    for (String phone : new String[] {"13800138000", "+85291234567"}) {
      assertThat(LINK.matcher(text(phone, kind)).find()).isFalse();
      assertThat(text(phone, kind))
          .hasSizeLessThanOrEqualTo(70)
          .contains("不是您本人")
          .endsWith("12345。");
    }
    assertThat(text("+85366123456", kind))
        .as("Macau too reads its own words")
        .doesNotContain(HongKongWords.ALL.stream().map(Map.Entry::getKey).toList());
  }

  @Test
  @Clause("A13")
  void whoseLanguageIsKnownIsToldInItWhateverTheNumber() {
    assertThat(text("13800138000", NoticeKind.PASSKEY_ADDED, Optional.of(Locale.ENGLISH)))
        .isEqualTo(
            "【鹭岛政务通】A passkey was added to your account. Not you? Open My account on the"
                + " city’s website, or call 12345.");
    assertThat(text("13800138000", NoticeKind.PASSKEY_ADDED, Optional.of(Locale.of("zh", "HK"))))
        .startsWith("【鹭岛政务通】您的帳戶新增了密碼金鑰。");
    assertThat(text("13800138000", NoticeKind.PASSKEY_ADDED, Optional.of(Locale.of("zh", "TW"))))
        .startsWith("【鹭岛政务通】您的帳號新增了密碼金鑰。");
    assertThat(text("+85291234567", NoticeKind.PASSKEY_ADDED, Optional.of(Locale.of("zh", "CN"))))
        .startsWith("【鹭岛政务通】您的账号添加了通行密钥。");
  }

  /** Whoever opened the account in another's name chose its language; the other is told as well. */
  @Test
  @Clause("A13")
  void whatGoesToBothSidesIsInTheLanguageOfTheNumber() {
    for (NoticeKind kind :
        new NoticeKind[] {
          NoticeKind.PHONE_WANTED,
          NoticeKind.PHONE_CHANGE_CANCELLED,
          NoticeKind.TAKE_OVER_BEGUN,
          NoticeKind.TAKE_OVER_STOPPED,
          NoticeKind.TAKEN_OVER,
          NoticeKind.EARLIER_WAYS_ENDED,
          NoticeKind.ACCOUNTS_JOINED,
          NoticeKind.ACCOUNTS_PARTED
        }) {
      assertThat(text("13800138000", kind, Optional.of(Locale.ENGLISH)))
          .isEqualTo(text("13800138000", kind));
    }
  }

  /** In that alphabet with our brackets a message has 67 characters from the second on. */
  @ParameterizedTest
  @EnumSource
  void anEnglishTextIsPlainAndNotLongerThanThreeMessages(NoticeKind kind) {
    String text = kind.text(Locale.ENGLISH, "12345");
    assertThat(LINK.matcher(text).find()).isFalse();
    assertThat(text).hasSizeLessThanOrEqualTo(3 * 67 - 9).contains("12345").doesNotContain("%");
  }

  /** Operators have the texts approved from this table. */
  @ParameterizedTest
  @EnumSource
  void theTableForApprovalHasTheTextAsItIsSent(NoticeKind kind) throws IOException {
    assertThat(Files.readAllLines(Path.of("..", "docs", "operations", "sms.md")))
        .contains(
            "| `%s` | %s | %s | %s |"
                .formatted(
                    kind.code(),
                    kind.text(Locale.SIMPLIFIED_CHINESE, "12345"),
                    kind.text(Locale.TRADITIONAL_CHINESE, "12345"),
                    kind.text(Locale.ENGLISH, "12345")));
  }

  @Test
  void aMessagePrintsWithoutTheNumber() {
    PhoneNumber phone = PhoneNumber.parse("13800138000").orElseThrow();
    assertThat(NoticeMessage.of(phone, NoticeKind.FROZEN, Optional.empty()).toString())
        .doesNotContain("38001380");
  }
}
