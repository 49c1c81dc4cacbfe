package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredFormTest {

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final StoredForm FORM = new StoredForm("a thing", 3);

  private enum Known {
    ONE
  }

  @Test
  void whatWasKeptIsReadAsItWas() {
    assertThat(FORM.body(FORM.of(BODY))).contains(BODY);
    assertThat(FORM.body(FORM.of(new byte[0]))).contains(new byte[0]);
  }

  @Test
  void anEarlierFormIsNotThereAndALaterOneIsGoodInAMoment() {
    assertThat(FORM.body(new StoredForm("a thing", 2).of(BODY))).isEmpty();
    assertThat(FORM.body(new byte[0])).isEmpty();
    assertThat(FORM.body(BODY)).as("of before there were versions").isEmpty();
    byte[] later = new StoredForm("a thing", 4).of(BODY);
    assertThatExceptionOfType(OfLaterVersion.class)
        .isThrownBy(() -> FORM.body(later))
        .withMessage("a thing in the form 4");
  }

  @Test
  void aNameThatIsNotKnownIsOneOfALaterVersionAndIsNotRepeated() {
    assertThat(StoredForm.constant(Known.class, "ONE")).isEqualTo(Known.ONE);
    assertThatExceptionOfType(OfLaterVersion.class)
        .isThrownBy(() -> StoredForm.constant(Known.class, "13800138000"))
        .withMessageNotContaining("13800138000");
  }

  @Test
  void aVersionIsAByteThatIsNotNegativeAndNoBeginningOfJson() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredForm("a thing", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new StoredForm("a thing", '{'));
  }
}
