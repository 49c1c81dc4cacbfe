package cn.tongxing.idp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Clause("F15")
class BreakerTest {

  private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");
  private static final Instant LATER = START.plus(Breaker.PAUSE);

  private final Breaker breaker = new Breaker();

  private Breaker.Pass pass(Instant now) {
    return breaker.pass(now).orElseThrow();
  }

  private void open() {
    for (int i = 0; i < Breaker.FIRST_IN_A_ROW; i++) {
      breaker.failed(pass(START), START);
    }
    assertThat(breaker.pass(START)).isEmpty();
  }

  @Test
  void aCallThatWasNotMadeLetsNoSecondTrialThrough() {
    Breaker.Pass before = pass(START);
    open();
    Breaker.Pass trial = pass(LATER);

    breaker.released(before);

    assertThat(breaker.pass(LATER)).isEmpty();
    breaker.succeeded(trial);
    assertThat(breaker.pass(LATER)).isPresent();
  }

  @Test
  void aTrialThatWasNotMadeIsGivenToTheNext() {
    open();

    breaker.released(pass(LATER));

    assertThat(breaker.pass(LATER)).isPresent();
    assertThat(breaker.pass(LATER)).isEmpty();
  }

  @Test
  void aCallFromBeforeTheCircuitOpenedNeitherClosesItNorEndsTheTrial() {
    Breaker.Pass wellBefore = pass(START);
    Breaker.Pass badBefore = pass(START);
    open();

    breaker.succeeded(wellBefore);
    assertThat(breaker.offers(START)).isFalse();
    assertThat(breaker.pass(START)).isEmpty();

    Breaker.Pass trial = pass(LATER);
    breaker.failed(badBefore, LATER);
    assertThat(breaker.pass(LATER.plus(Breaker.PAUSE))).as("the trial still runs").isEmpty();

    breaker.succeeded(trial);
    assertThat(breaker.offers(LATER)).isTrue();
  }

  @Test
  void aTrialThatFailsOpensTheCircuitForAnotherPause() {
    open();

    breaker.failed(pass(LATER), LATER);

    assertThat(breaker.pass(LATER.plus(Breaker.PAUSE).minus(Duration.ofMillis(1)))).isEmpty();
    assertThat(breaker.pass(LATER.plus(Breaker.PAUSE))).isPresent();
  }
}
