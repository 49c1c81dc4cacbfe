package cn.tongxing.simulator.nciic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the register's old system makes of a name. */
class RegisterNameTest {

  @ParameterizedTest
  @CsvSource({
    "张三, 张三",
    "阿依古丽·买买提, 阿依古丽·买买提",
    "Anna, Anna",
    "\u4e00\u9fa5, \u4e00\u9fa5",
    "张\u9fb4, 张\ue81e",
    "\u9fbb\u9fb9, \ue864\ue843",
    "张\u9fa6, 张?",
    "张\u3400, 张?",
    "张\ud842\udfb7, 张?",
    "é, ?"
  })
  void itHoldsWhatTheOldCodeHolds(String name, String stored) {
    assertThat(RegisterName.of(name).text()).isEqualTo(stored);
  }

  @Test
  void twoNamesThatItCannotHoldAreNeverTheSame() {
    assertThat(RegisterName.of("张三").matches(RegisterName.of("张三"))).isTrue();
    assertThat(RegisterName.of("张三").matches(RegisterName.of("张三丰"))).isFalse();
    assertThat(RegisterName.of("张\u3400").matches(RegisterName.of("张\u3401"))).isFalse();
    assertThat(RegisterName.of("张\u3400").matches(RegisterName.of("张\u3400"))).isFalse();
  }

  @Test
  void aNameInItsOwnOldSpellingIsTheSame() {
    assertThat(RegisterName.of("张\u9fb4").matches(new RegisterName("张\ue81e"))).isTrue();
  }
}
