package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Walks.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One transaction as a host would drive it: keeps the state, moves the script on. */
final class Transaction implements Walks.Walk {

  private static final int MOST_POLLS = 30;

  /** One step and its answer. */
  record Delivered(Step step, TestStepContext context, Outcome outcome, boolean askedUpstream) {}

  private final Supplier<AuthenticationAdapter> node;
  private final TestAdapterServices services;
  private final List<Move> moves;
  private final List<Delivered> history = new ArrayList<>();
  private TestStepContext context;
  private int moved;
  private int polls;

  Transaction(
      Supplier<AuthenticationAdapter> node, TestAdapterServices services, List<Move> moves) {
    this.node = node;
    this.services = services;
    this.moves = List.copyOf(moves);
    this.context = TestStepContext.begin(services);
  }

  List<Delivered> history() {
    return List.copyOf(history);
  }

  @Override
  public List<Step> delivered() {
    return history.stream().map(Delivered::step).toList();
  }

  Optional<Outcome> last() {
    return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast().outcome());
  }

  /** The context of the next step. */
  TestStepContext context() {
    return context.withDeadline(services.clock().instant().plus(TestStepContext.PATIENCE));
  }

  @Override
  public Optional<Step> pending() throws Exception {
    Optional<Outcome> last = last();
    if (last.isEmpty()) {
      return Optional.of(new Step.Started());
    }
    return switch (last.get()) {
      case Outcome.Proven end -> Optional.empty();
      case Outcome.Refused end -> Optional.empty();
      case Outcome.Unavailable end -> Optional.empty();
      case Outcome.CodeScanned scanned -> {
        services.clock().advance(scanned.pollAfter());
        yield moveOrPoll(scanned);
      }
      case Outcome.KeepWaiting waiting -> {
        services.clock().advance(waiting.pollAfter());
        yield moveOrPoll(waiting);
      }
      case Outcome.ShowCode shown -> moveOrPoll(shown);
      case Outcome.ShowForm shown -> move(shown);
      case Outcome.VerifyPhone asked -> move(asked);
      case Outcome.RedirectUser sent -> move(sent);
      case Outcome.Capture asked -> move(asked);
    };
  }

  private Optional<Step> moveOrPoll(Outcome last) throws Exception {
    if (moved < moves.size()) {
      return move(last);
    }
    if (++polls > MOST_POLLS) {
      throw new AssertionError("still waiting after " + MOST_POLLS + " polls");
    }
    return Optional.of(new Step.Polled());
  }

  private Optional<Step> move(Outcome last) throws Exception {
    if (moved == moves.size()) {
      throw new AssertionError("the script has no move that answers " + last);
    }
    return Optional.of(moves.get(moved++).answer(last, context()));
  }

  /** Delivers a step without moving on. */
  Outcome probe(Step step, TestStepContext at) {
    try {
      return shown(node.get().handle(step, at));
    } catch (RuntimeException bug) {
      throw new AssertionError(
          "the adapter threw at " + step.getClass().getSimpleName() + ": " + bug, bug);
    }
  }

  /** No staff is there, so that nobody is shown the fields that are staff's. */
  private static Outcome shown(Outcome outcome) {
    return outcome instanceof Outcome.ShowForm(FormSpec form, AdapterState next)
        ? form.withoutStaff()
            .<Outcome>map(left -> new Outcome.ShowForm(left, next))
            .orElseThrow(() -> new AssertionError("a form of staff's fields alone"))
        : outcome;
  }

  /** Delivers a step and keeps what it leaves. */
  Outcome deliver(Step step) {
    int before = services.requests();
    TestStepContext at = context();
    Outcome outcome = probe(step, at);
    history.add(new Delivered(step, at, outcome, services.requests() > before));
    next(outcome).ifPresent(state -> context = context.withState(state));
    return outcome;
  }

  /** One step on; false at the end. */
  @Override
  public boolean advance() throws Exception {
    Optional<Step> step = pending();
    step.ifPresent(this::deliver);
    return step.isPresent();
  }

  /** Plays the first steps of the script, {@code Started} included. */
  Transaction advanceTo(int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      if (!advance()) {
        throw new AssertionError("the script ends after " + i + " steps: " + last());
      }
    }
    return this;
  }

  /** What the adapter said at the end. */
  Outcome end() throws Exception {
    finish();
    return last().orElseThrow();
  }

  @Override
  public Seen seen() {
    return seen(last().orElseThrow());
  }

  /** A step that nobody moved for, delivered without moving on. */
  @Override
  public Seen disturb(Step step) {
    return seen(probe(step, context()));
  }

  /** With the state of then. */
  @Override
  public Seen replay(Step step) {
    return history.stream()
        .filter(each -> each.step().equals(step))
        .findFirst()
        .map(each -> seen(probe(step, each.context())))
        .orElseThrow();
  }

  /** An upstream may take the same once alone; without one, both answers are of one kind. */
  @Override
  public List<Seen> twice(Step step) throws Exception {
    TestStepContext at = context();
    int before = services.requests();
    Callable<Outcome> delivery = () -> probe(step, at);
    List<Outcome> answers = Checks.atOnce(List.of(delivery, delivery));
    if (services.requests() == before) {
      assertThat(answers.getFirst()).as("both answers").hasSameClassAs(answers.getLast());
    }
    return answers.stream().map(Transaction::seen).toList();
  }

  private static Seen seen(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Proven proven -> new Seen.Proven(Checks.person(proven));
      case Outcome.Refused(Reason reason) -> new Seen.Refused(Optional.of(reason));
      case Outcome.Unavailable _ -> new Seen.Unavailable();
      case Outcome.ShowForm _,
          Outcome.VerifyPhone _,
          Outcome.RedirectUser _,
          Outcome.ShowCode _,
          Outcome.CodeScanned _,
          Outcome.Capture _,
          Outcome.KeepWaiting _ ->
          new Seen.Asked(outcome);
    };
  }

  private static Optional<AdapterState> next(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ShowForm o -> Optional.of(o.next());
      case Outcome.VerifyPhone o -> Optional.of(o.next());
      case Outcome.RedirectUser o -> Optional.of(o.next());
      case Outcome.ShowCode o -> Optional.of(o.next());
      case Outcome.CodeScanned o -> Optional.of(o.next());
      case Outcome.Capture o -> Optional.of(o.next());
      case Outcome.KeepWaiting o -> Optional.of(o.next());
      case Outcome.Proven o -> Optional.empty();
      case Outcome.Refused o -> Optional.empty();
      case Outcome.Unavailable o -> Optional.empty();
    };
  }
}
