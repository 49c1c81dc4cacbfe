package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditSettingsTest {

  @Test
  void aTrailThatIsHardlyEverSealedOrSignedIsRefused() {
    Duration second = Duration.ofSeconds(1);
    for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofHours(2)}) {
      assertThatThrownBy(() -> new AuditSettings(wrong, second, 10, ""))
          .hasMessageContaining("idp.audit");
      assertThatThrownBy(() -> new AuditSettings(second, wrong, 10, ""))
          .hasMessageContaining("idp.audit");
    }
  }
}
