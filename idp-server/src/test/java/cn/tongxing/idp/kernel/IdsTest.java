package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are written in logs, addresses and the trail as what they are. */
class IdsTest {

  private static final UUID VALUE = UUID.fromString("019abc00-1234-7abc-8def-0123456789ab");

  @Test
  void eachIsWrittenInTheUsualForm() {
    assertThat(new PersonId(VALUE)).hasToString(VALUE.toString());
    assertThat(new SessionId(VALUE)).hasToString(VALUE.toString());
    assertThat(new GrantId(VALUE)).hasToString(VALUE.toString());
    assertThat(new SignInId(VALUE)).hasToString(VALUE.toString());
  }

  @Test
  void aSignInIsReadFromWhatWasWritten() {
    assertThat(SignInId.parse(VALUE.toString())).isEqualTo(new SignInId(VALUE));
    assertThat(SignInId.tryParse(VALUE.toString())).contains(new SignInId(VALUE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "019abc00-1234-7abc-8def", "019abc0012347abc8def0123456789ab"})
  void whatIsNoIdIsNone(String text) {
    assertThat(SignInId.tryParse(text)).isEmpty();
  }
}
