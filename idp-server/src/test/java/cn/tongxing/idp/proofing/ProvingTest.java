package cn.tongxing.idp.proofing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause({"R10", "N9"})
class ProvingTest {

  private static final Instant SHOWN = Instant.parse("2026-05-01T02:00:00Z");
  private static final AdapterState NEXT = AdapterState.of("next");

  private final Proving held =
      Proving.begun(new SignInId(UUID.randomUUID()), new Purpose.SignIn())
          .on("test-form")
          .waiting(AdapterState.of("held"), SHOWN);

  @Test
  void whatAnAdapterAsksAfterThePhoneMakesWhatItHoldsNoYounger() {
    Proving later = held.remembering(NEXT).filled().returned().through("other").remembering(NEXT);

    assertThat(later.state()).isEqualTo(NEXT);
    assertThat(later.attempt().held()).contains(SHOWN);
  }

  @Test
  void aPhoneThatIsAskedForTwiceDatesTheProofByTheFirstTime() {
    Proving twice = held.remembering(NEXT).waiting(NEXT, SHOWN.plusSeconds(1500));

    assertThat(twice.attempt().held()).contains(SHOWN);
  }

  @Test
  void anotherGoHoldsNothing() {
    assertThat(held.again().attempt().held()).isEmpty();
    assertThat(held.on("test-form").attempt().held()).isEmpty();
    assertThat(held.again().waiting(NEXT, SHOWN.plusSeconds(1500)).attempt().held())
        .contains(SHOWN.plusSeconds(1500));
  }
}
