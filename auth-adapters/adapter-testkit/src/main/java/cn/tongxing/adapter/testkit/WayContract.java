package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Walks.Seen;
import cn.tongxing.adapter.testkit.Walks.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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

  // What a browser may send by mistake or on purpose

  @Test
  protected final void anUnknownFieldChangesNothing() throws Exception {
    int positions = everyPosition().size();
    for (int i = 1; i <= positions; i++) {
      Walk usual = advanced(i);
      if (form(usual).isPresent()) {
        usual.advance();
        Walk at = advanced(i);
        Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
        Seen seen = at.disturb(Checks.with(right, "unknown_field", new FieldValue.Text("1")));
        assertThat(kind(seen)).as("with an unknown field").isEqualTo(kind(usual.seen()));
      }
    }
  }

  @Test
  protected final void anUnknownButtonProvesNothing() throws Exception {
    int positions = everyPosition().size();
    for (int i = 1; i <= positions; i++) {
      Optional<FormSpec> form = form(advanced(i));
      Stream<String> others =
          form.stream().flatMap(each -> each.secondaryActions().stream().map(a -> a.name()));
      List<String> buttons = Stream.concat(form.stream().map(_ -> "nonsense"), others).toList();
      for (String button : buttons) {
        Walk at = advanced(i);
        Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
        Seen seen = at.disturb(new Step.FormSubmitted(button, right.values()));
        assertNotProven(seen, "button " + button);
      }
    }
  }

  @Test
  protected final void aReplayedCallbackProvesNothing() throws Exception {
    Walk first = walks().begin(script().happyPath());
    first.finish();
    List<Step> callbacks =
        first.delivered().stream().filter(Step.CallbackReceived.class::isInstance).toList();
    assumeFalse(callbacks.isEmpty(), "no callback in this way");
    for (Step callback : callbacks) {
      assertNotProven(first.replay(callback), "replayed");
      assertNotProven(advanced(1).disturb(callback), "in another transaction");
    }
  }

  @Test
  protected final void hugeAndHostileInputProvesNothing() throws Exception {
    Object usual = proven(walks().begin(script().happyPath()));
    int positions = everyPosition().size();
    for (int i = 1; i <= positions; i++) {
      int steps = hostile(advanced(i)).size();
      for (int j = 0; j < steps; j++) {
        Walk at = advanced(i);
        Step step = hostile(at).get(j);
        Seen seen = at.disturb(step);
        // where a callback says nothing and the upstream is asked, the person may well be proven
        if (!(step instanceof Step.CallbackReceived && seen.equals(new Seen.Proven(usual)))) {
          assertNotProven(seen, step.toString());
        }
      }
    }
  }

  private static List<Step> hostile(Walk at) throws Exception {
    return Unasked.hostile(asked(at), at.pending());
  }

  /** A citizen is neither shown nor read what is staff's, and is proven all the same. */
  @Test
  protected final void noFieldForStaffIsAskedOfACitizen() throws Exception {
    for (Walk at : everyPosition()) {
      assertThat(form(at).stream().flatMap(form -> form.fields().stream()))
          .as("fields shown to a citizen")
          .noneMatch(FormField::staffOnly);
    }
  }

  // What must not mix

  @Test
  protected final void manyPeopleAtOnceAreEachProven() throws Exception {
    Object one = proven(walks().begin(script().happyPath()));
    Object other = proven(walks().begin(script().otherPersonsPath()));
    List<Callable<Object>> people = new ArrayList<>();
    for (int i = 0; i < walks().room(); i++) {
      Walk walk = walks().begin(i % 2 == 0 ? script().happyPath() : script().otherPersonsPath());
      people.add(() -> proven(walk));
    }
    List<Object> found = Checks.atOnce(people);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isEqualTo(i % 2 == 0 ? one : other);
    }
  }

  @Test
  protected final void aStepDeliveredTwiceAtOnceIsAnsweredAlike() throws Exception {
    int positions = everyPosition().size();
    for (int i = 0; i <= positions; i++) {
      Object expected = kind(advanced(i + 1).seen());
      Walk at = advanced(i);
      Step step = at.pending().orElseThrow();
      List<Object> kinds = at.twice(step).stream().map(WayContract::kind).toList();
      assertThat(kinds).as("answers to %s", step).contains(expected);
    }
  }

  private static Object kind(Seen seen) {
    return seen instanceof Seen.Asked(Outcome outcome) ? outcome.getClass() : seen.getClass();
  }

  private static Optional<FormSpec> form(Walk at) {
    return asked(at)
        .filter(Outcome.ShowForm.class::isInstance)
        .map(each -> ((Outcome.ShowForm) each).form());
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
