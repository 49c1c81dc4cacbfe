package cn.tongxing.idp.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator writes as a reason stays on the trail for ever. */
@Clause("L9")
class ReasonTest {

  @ParameterizedTest
  @ValueSource(strings = {"case-114", "window/3", "2026-11-28", "GD20261128", "op-7", "T-114"})
  void aCodeOrTheNumberOfACaseIsAReason(String code) {
    assertThat(new Standings.Reason(code).code()).isEqualTo(code);
    assertThat(new Standings.Reason(code).isLikeDocument()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"13800138000", "138-0013-8000"})
  void whatLooksLikeSomebodysPhoneIsNone(String code) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Standings.Reason(code));
  }

  /** Operators are numbered so too: the command decides what the option is for. */
  @ParameterizedTest
  @ValueSource(strings = {"H12345678", "H-12345678", "EA1234567", "A123456", "W1001234"})
  void whatLooksLikeADocumentIsKnown(String code) {
    assertThat(new Standings.Reason(code).isLikeDocument()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"H12345678", "h-12345678", "M1234567802", "E12345678", "EA1234567", "A1234563"})
  void whatIsHardlyAnythingElseIsADocument(String code) {
    assertThat(new Standings.Reason(code).isDocument()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C20261128", "K2026114", "20261128", "case-H12345678", "GD1234567"})
  void theNumberOfACaseIsNoDocument(String code) {
    assertThat(new Standings.Reason(code).isDocument()).isFalse();
  }
}
