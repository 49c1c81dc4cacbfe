package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "A.b_c-1",
        "a00",
        "z99",
        "Z0a",
        "0Az",
        "9zZ",
        "1234567890123456789012345678901234567890123456789012345678901234"
      })
  void aWellFormedIdStaysAsItIs(String text) {
    assertThat(ClientId.isWellFormed(text)).isTrue();
    assertThat(new ClientId(text)).hasToString(text);
  }

  /** It stands in logs, addresses and file names: nothing that any of them reads in its own way. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "-abc",
        ".abc",
        "a b",
        "a/b",
        "../",
        "abc\n",
        "部门一",
        "a%41c",
        "a:b",
        "@ab",
        "[ab",
        "`ab",
        "{ab",
        "/ab",
        ":ab",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void anythingElseIsRefused(String text) {
    assertThat(ClientId.isWellFormed(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new ClientId(text));
  }
}
