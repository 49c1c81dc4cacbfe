package cn.tongxing.simulator.sms;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.simulator.sms.SmsInbox.SmsMessage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was sent to whom. */
class SmsInboxTest {

  private final SmsInbox inbox = new SmsInbox();

  private static SmsMessage message(String to, String text) {
    return new SmsMessage("id", Instant.EPOCH, to, "code", text);
  }

  @ParameterizedTest
  @CsvSource({
    "13800000001, true",
    "+8613800000001, true",
    "86 138 0000 0001, true",
    "'', true",
    "13800000002, false",
    "8613800000, false",
    "+85213800000001, false"
  })
  void aMainlandNumberIsTheSameWithAndWithoutItsCountry(String asked, boolean found) {
    inbox.add(message("+8613800000001", "hello"));

    assertThat(inbox.to(asked)).hasSize(found ? 1 : 0);
  }

  @Test
  void theNewestComesFirstAndTheOldestGoes() {
    for (int i = 0; i <= 500; i++) {
      inbox.add(message("13800000001", "number " + i));
    }

    assertThat(inbox.to("")).hasSize(500);
    assertThat(inbox.to("").getFirst().text()).isEqualTo("number 500");
    assertThat(inbox.to("").getLast().text()).isEqualTo("number 1");
  }

  @ParameterizedTest
  @CsvSource({"验证码 123456，五分钟内有效, 123456", "a1234567 and 654321, 654321", "1234567, ", "12345, "})
  void aCodeHasSixDigitsAndNoMore(String text, String code) {
    assertThat(message("1", text).code()).isEqualTo(Optional.ofNullable(code));
  }
}
