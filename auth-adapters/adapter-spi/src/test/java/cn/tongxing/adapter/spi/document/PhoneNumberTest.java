package cn.tongxing.adapter.spi.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("E.164")
class PhoneNumberTest {

  @ParameterizedTest
  @CsvSource({
    "13800000000, +8613800000000",
    "138 0000 0000, +8613800000000",
    "138-0000-0000, +8613800000000",
    "138–0000–0000, +8613800000000",
    "１３８００００００００, +8613800000000",
    "+86 13800000000, +8613800000000",
    "＋８６１３８００００００００, +8613800000000",
    "0086 13800000000, +8613800000000",
    "+852 5100 0000, +85251000000",
    "(+852)51000000, +85251000000",
    "+853 6600 0000, +85366000000",
    "+886 912 345 678, +886912345678",
    "+8860912345678, +886912345678",
    "\u202d13800000000\u202c, +8613800000000",
    "138\u200b00000000, +8613800000000"
  })
  void aMobileNumberIsReadAsItIsTyped(String typed, String e164) {
    assertThat(PhoneNumber.parse(typed)).map(PhoneNumber::reveal).contains(e164);
    assertThat(PhoneNumber.ofStored(e164)).isEqualTo(PhoneNumber.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "13800000000", "+86 13800000000", "+12015550123", "+86138000x0000"})
  void onlyWhatWasRevealedIsReadAsStored(String stored) {
    assertThat(PhoneNumber.ofStored(stored)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1380000000",
        "138000000000",
        "12345678901",
        "0592 2020202",
        "51000000",
        "+1 2015550123",
        "+44 7400 123456",
        "+852 2123 4567",
        "13800000000 ext 5",
        "1380000abcd",
        "13800000000;13900000000",
        "110",
        "95516",
        "++8613800000000"
      })
  void anythingElseIsRefused(String typed) {
    assertThat(PhoneNumber.parse(typed)).isEmpty();
  }

  @Test
  void hugeInputIsRefusedUnread() {
    assertThat(PhoneNumber.parse("1".repeat(10_000_000))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"13800000000, +86\u00a0138******00", "+85251000067, +852\u00a051****67"})
  void itPrintsMasked(String typed, String masked) {
    assertThat(PhoneNumber.parse(typed).orElseThrow()).hasToString(masked);
  }

  @ParameterizedTest
  @CsvSource({"13800000000, 86", "+85251000067, 852", "+85366000067, 853", "+886912345678, 886"})
  void itKnowsItsCountryCode(String typed, String code) {
    assertThat(PhoneNumber.parse(typed).orElseThrow().countryCode()).isEqualTo(code);
  }

  @Test
  void twoWritingsOfOneNumberAreEqual() {
    assertThat(PhoneNumber.parse("138 0000 0000"))
        .isEqualTo(PhoneNumber.parse("+8613800000000"))
        .hasSameHashCodeAs(PhoneNumber.parse("+8613800000000"));
  }
}
