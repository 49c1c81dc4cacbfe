package cn.tongxing.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.testing.TongxingTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TongxingTest
class KeysInServerTest {

  @Autowired TokenSigner signer;
  @Autowired TokenVerifier verifier;
  @Autowired AuditVerification audit;

  @Test
  void theWholeServerSignsVerifiesAndKeepsItsTrail() {
    String token = signer.sign(SigningAlgorithm.RS256, "at+jwt", Map.of("sub", "s"));

    assertThat(verifier.verify(token, "at+jwt")).contains(Map.of("sub", "s"));
    assertThat(audit.verify()).isInstanceOf(TrailState.Intact.class);
  }
}
