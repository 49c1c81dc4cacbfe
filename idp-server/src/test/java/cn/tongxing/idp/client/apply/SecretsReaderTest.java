package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.client.Client.Authentication;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecretsReaderTest {

  @ParameterizedTest
  @Clause("T1")
  @EnumSource(value = AuthenticationMethod.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void onlyWhoIsRegisteredSoIsAPublicClient(AuthenticationMethod method) {
    if (method == AuthenticationMethod.PRIVATE_KEY_JWT) {
      assertThatThrownBy(() -> SecretsReader.authentication(method, List.of()))
          .isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(SecretsReader.authentication(method, List.of()).isNone()).isFalse();
    }
  }

  @Test
  void aPublicClientHasNoSecret() {
    assertThat(SecretsReader.authentication(AuthenticationMethod.NONE, List.of()))
        .isEqualTo(new Authentication.None());
  }
}
