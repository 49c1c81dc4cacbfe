package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Walks.Seen;
import cn.tongxing.adapter.testkit.Walks.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Contract test of a way, wherever it is gone: run on the bench of this kit by {@link
 * AdapterContract}, and over its pages by a host that offers the way. What only the bench can do to
 * an adapter stands there; what only a host owes stands in the host's own tests.
 */
public abstract class WayContract {

  /** Where the way is gone. */
  protected abstract Walks walks();

  /** Who goes it. */
  protected abstract WayScript script();

  @Test
  protected final void theHappyPathProvesThePerson() throws Exception {
    assertThat(walks().begin(script().happyPath()).finish()).isInstanceOf(Seen.Proven.class);
  }

  @Test
  protected final void aPersonIsRefusedForTheReasonTheUpstreamGave() throws Exception {
    assertThat(script().refusals()).isNotEmpty();
    for (Map.Entry<Reason, List<Move>> refusal : script().refusals().entrySet()) {
      Seen seen = walks().begin(refusal.getValue()).finish();
      assertThat(seen).as("%s", refusal.getKey()).isInstanceOf(Seen.Refused.class);
      ((Seen.Refused) seen)
          .reason()
          .ifPresent(told -> assertThat(told).isEqualTo(refusal.getKey()));
    }
  }

  @Test
  protected final void twoTabsDoNotMix() throws Exception {
    Object one = proven(walks().begin(script().happyPath()));
    Object other = proven(walks().begin(script().otherPersonsPath()));
    Walk left = walks().begin(script().happyPath());
    Walk right = walks().begin(script().otherPersonsPath());
    boolean going = true;
    while (going) {
      boolean leftGoes = left.advance();
      boolean rightGoes = right.advance();
      going = leftGoes || rightGoes;
    }

    assertThat(one).as("the two people of the script").isNotEqualTo(other);
    assertThat(person(left)).isEqualTo(one);
    assertThat(person(right)).isEqualTo(other);
  }

  @Test
  protected final void turningBackIsPossibleAtEveryStep() throws Exception {
    for (Walk at : everyPosition()) {
      assertNotProven(at.disturb(new Step.Cancelled()), "turned back");
    }
  }

  @Test
  protected final void aStepThatWasNotAskedForProvesNothing() throws Exception {
    int positions = everyPosition().size();
    for (Step step : Unasked.steps()) {
      for (int i = 1; i <= positions; i++) {
        Walk at = advanced(i);
        if (!Unasked.mayProve(step, asked(at))) {
          assertNotProven(at.disturb(step), step + " after " + at.seen());
        }
      }
    }
  }

  /** Whoever begins a capture anew is asked for another one, and proven by nothing. */
  @Test
  protected final void aDiscardedCaptureIsAskedForAnew() throws Exception {
    int captures = 0;
    for (Walk at : everyPosition()) {
      if (asked(at).filter(Outcome.Capture.class::isInstance).isPresent()) {
        Seen again = at.disturb(new Step.CaptureDiscarded());
        assertThat(again).as("after a discarded capture").isInstanceOf(Seen.Asked.class);
        assertThat(((Seen.Asked) again).outcome()).isInstanceOf(Outcome.Capture.class);
        captures++;
      }
    }
    assumeTrue(captures > 0, "this way captures nothing");
  }

  @Test
  protected final void anUpstreamThatIsDownIsNobodysFaultAndThePersonIsProvenLater()
      throws Exception {
    walks().upstreamIsDown(true);
    Seen without = walks().begin(script().happyPath()).finish();
    walks().upstreamIsDown(false);

    assertThat(without).isInstanceOf(Seen.Unavailable.class);
    assertThat(walks().begin(script().happyPath()).finish()).isInstanceOf(Seen.Proven.class);
  }

  /** Somebody at each place of the happy path where something is asked. */
  private List<Walk> everyPosition() throws Exception {
    List<Walk> positions = new ArrayList<>();
    Walk walk = advanced(1);
    while (walk.seen() instanceof Seen.Asked) {
      positions.add(walk);
      walk = advanced(positions.size() + 1);
    }
    assertThat(positions).as("places where something is asked").isNotEmpty();
    return positions;
  }

  /** Somebody after so many moves, the choice of the way among them. */
  private Walk advanced(int moves) throws Exception {
    Walk walk = walks().begin(script().happyPath());
    for (int i = 0; i < moves; i++) {
      walk.advance();
    }
    return walk;
  }

  private static Optional<Outcome> asked(Walk at) {
    return at.seen() instanceof Seen.Asked(Outcome outcome)
        ? Optional.of(outcome)
        : Optional.empty();
  }

  private static Object proven(Walk walk) throws Exception {
    walk.finish();
    return person(walk);
  }

  private static Object person(Walk walk) {
    assertThat(walk.seen()).isInstanceOf(Seen.Proven.class);
    return ((Seen.Proven) walk.seen()).person();
  }

  private static void assertNotProven(Seen seen, String when) {
    assertThat(seen).as(when).isNotInstanceOf(Seen.Proven.class);
  }
}
