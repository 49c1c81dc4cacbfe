package cn.tongxing.idp.notice;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.HongKongWords;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.notice.sms.NoticeMessage;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextsTest {

  private static final Pattern LINK = Pattern.compile("(?i)http|www|\\.[a-z]{2,}|@|/");

  private static String text(String phone, NoticeKind kind) {
    return new NoticeMessage(PhoneNumber.parse(phone).orElseThrow(), kind).text("鹭岛通");
  }

  @Test
  void theHoldIsToldInTheseWords() {
    assertThat(text("13800138000", NoticeKind.PHONE_CHANGE_BEGUN))
        .isEqualTo("【鹭岛通】登录账号的方式将在48小时后变更。不是您本人：打开本市官网“我的账号”，或拨打热线。");
    assertThat(text("+85291234567", NoticeKind.TAKE_OVER_BEGUN))
        .isEqualTo("【鹭岛通】登入帳戶的方式將在48小時後變更。不是您本人：打開本市官網「我的帳戶」，或撥打熱線。");
    assertThat(text("+886912345678", NoticeKind.TAKE_OVER_BEGUN))
        .isEqualTo("【鹭岛通】登入帳號的方式將在48小時後變更。不是您本人：打開本市官網「我的帳號」，或撥打熱線。");
  }

  @ParameterizedTest
  @EnumSource
  void noTextHasALinkOrIsLongerThanOneMessage(NoticeKind kind) {
    for (String phone : new String[] {"13800138000", "+85291234567"}) {
      assertThat(LINK.matcher(text(phone, kind)).find()).isFalse();
      assertThat(text(phone, kind)).hasSizeLessThanOrEqualTo(70).endsWith("。");
    }
    assertThat(text("+85366123456", kind))
        .as("Macau too reads its own words")
        .doesNotContain(HongKongWords.ALL.stream().map(Map.Entry::getKey).toList());
  }

  @Test
  void aMessagePrintsWithoutTheNumber() {
    PhoneNumber phone = PhoneNumber.parse("13800138000").orElseThrow();
    assertThat(new NoticeMessage(phone, NoticeKind.FROZEN).toString()).doesNotContain("38001380");
  }
}
