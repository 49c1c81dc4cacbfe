package cn.tongxing.idp.proofing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause({"R10", "N9"})
class ProvingTest {

  private static final Instant SHOWN = Instant.parse("2026-05-01T02:00:00Z");
  private static final Instant LATER = SHOWN.plusSeconds(1500);
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
  void theSameGoOnceMoreKeepsWhatIsHeldAndItsAge() {
    Proving again = held.again();

    assertThat(again.state()).isEqualTo(held.state());
    assertThat(again.attempt().held()).contains(SHOWN);
    assertThat(again.waiting(NEXT, LATER).attempt().held()).contains(SHOWN);
  }

  @Test
  void aWayFromItsBeginningHoldsNothing() {
    Proving anew = held.on("test-form");

    assertThat(anew.state()).isEqualTo(AdapterState.EMPTY);
    assertThat(anew.attempt().held()).isEmpty();
    assertThat(anew.waiting(NEXT, LATER).attempt().held()).contains(LATER);
  }

  @Test
  void beforeAnythingIsSeenAWaitHoldsNothing() {
    assertThat(held.attempt().seenOnlySince()).as("it may all have been typed").isFalse();

    Instant first = SHOWN.plusSeconds(60);
    Proving seen = held.seeing(first).seeing(LATER).again().remembering(NEXT);
    assertThat(seen.attempt().seenOnlySince()).isTrue();
    assertThat(seen.waiting(NEXT, LATER).attempt())
        .as("and what the next wait holds is as old as what was seen")
        .extracting(Attempt::held, Attempt::seenOnlySince)
        .containsExactly(Optional.of(first), false);
  }

  @Test
  void whatWasSeenBeforeTheWaitIsHeldWhateverIsSeenAfterIt() {
    Proving before =
        Proving.begun(held.id(), held.purpose())
            .on("test-form")
            .seeing(SHOWN.minusSeconds(1))
            .waiting(NEXT, SHOWN)
            .seeing(LATER);

    assertThat(before.attempt().held()).contains(SHOWN.minusSeconds(1));
    assertThat(before.attempt().seenOnlySince()).isFalse();
  }
}
