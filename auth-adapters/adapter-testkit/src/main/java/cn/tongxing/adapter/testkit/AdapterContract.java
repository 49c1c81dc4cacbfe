package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Transaction.Delivered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every adapter must do, whichever upstream it speaks to. An adapter's test extends this class
 * and gives a fixture; the tests are inherited.
 *
 * <p>What it cannot show: that the adapter asks the upstream the right question. That is what the
 * adapter's own tests are for.
 *
 * @param <C> the adapter's configuration
 */
public abstract class AdapterContract<C extends Record> {

  private AdapterFixture<C> fixture;
  private TestAdapterServices services;
  private AuthenticationAdapter adapter;

  /** A new fixture with an upstream of its own; the contract closes it. */
  protected abstract AdapterFixture<C> fixture() throws Exception;

  @BeforeEach
  protected final void open() throws Exception {
    fixture = fixture();
    services = new TestAdapterServices(fixture.egress());
    adapter = fixture.factory().create(fixture.config(), services);
  }

  @AfterEach
  protected final void shut() {
    services.close();
    fixture.close();
  }

  // What the host reads before anybody signs in

  @Test
  protected final void theServiceLoaderFindsTheFactory() {
    assertThat(ServiceLoader.load(AdapterFactory.class).stream().map(ServiceLoader.Provider::type))
        .as("META-INF/services/" + AdapterFactory.class.getName())
        .contains(fixture.factory().getClass());
  }

  @Test
  protected final void theDescriptorIsConstantAndOfThisVersion() {
    AdapterDescriptor descriptor = fixture.factory().descriptor();

    assertThat(descriptor.spiVersion()).isEqualTo(AdapterDescriptor.SPI_VERSION);
    assertThat(fixture.factory().descriptor()).isEqualTo(descriptor);
    Wording.check(descriptor.label());
    Wording.check(descriptor.hint());
  }

  @Test
  protected final void theDescriptorDeclaresWhatTheAdapterDoes() throws Exception {
    Set<Capability> declared = fixture.factory().descriptor().capabilities();

    for (Delivered delivered : played(fixture.happyPath()).history()) {
      capability(delivered.outcome()).ifPresent(used -> assertThat(declared).contains(used));
    }
  }

  @Test
  protected final void aBadConfigurationIsRefusedByTheNameOfItsProperty() {
    assertThat(fixture.badConfigs()).isNotEmpty();
    fixture
        .badConfigs()
        .forEach((property, config) ->
            assertThatIllegalArgumentException()
                .as("configuration with a bad %s", property)
                .isThrownBy(config::get)
                .withMessageContaining(property));
  }

  @Test
  protected final void makingTheAdapterOpensNoConnection() {
    assertThat(fixture.config()).isInstanceOf(fixture.factory().configType());
    assertThat(services.requests()).isZero();
  }

  // What a person meets

  @Test
  protected final void theHappyPathProvesThePerson() throws Exception {
    Transaction transaction = played(fixture.happyPath());
    Outcome.Proven proven = proven(transaction);

    assertThat(proven.evidence())
        .allSatisfy(item ->
            assertThat(item.time())
                .as("time of the evidence")
                .isBefore(services.clock().instant().plus(Duration.ofMinutes(2))));
    assertThat(transaction.history().stream().map(Delivered::outcome))
        .filteredOn(Outcome.RedirectUser.class::isInstance)
        .allSatisfy(sent ->
            assertThat(fixture.browserHosts())
                .contains(TestUpstreamHttp.hostAndPort(((Outcome.RedirectUser) sent).uri())));
  }

  @Test
  protected final void aPersonIsRefusedForTheReasonTheUpstreamGave() throws Exception {
    assertThat(fixture.refusals()).isNotEmpty();
    for (Map.Entry<Reason, List<Move>> refusal : fixture.refusals().entrySet()) {
      assertThat(begin(refusal.getValue()).finish())
          .isEqualTo(new Outcome.Refused(refusal.getKey()));
    }
  }

  @Test
  protected final void everyTextIsWordedInThreeLanguages() throws Exception {
    for (List<Move> script : everyScript()) {
      Transaction transaction = played(script);
      for (Delivered delivered : transaction.history()) {
        Wording.of(delivered.outcome()).forEach(Wording::check);
      }
    }
    for (Transaction at : everyPosition(Outcome.ShowForm.class)) {
      Step blank = new Step.FormSubmitted(FormSpec.SUBMIT, Map.of());
      Wording.of(at.probe(blank, at.context())).forEach(Wording::check);
    }
  }

  @Test
  protected final void aBlankRequiredFieldIsNamedAndTheRestIsKept() throws Exception {
    for (Transaction at : everyPosition(Outcome.ShowForm.class)) {
      Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
      for (FormField field : lastForm(at).fields()) {
        if (field.required()) {
          Outcome outcome = at.probe(with(right, field.name(), ""), at.context());
          assertThat(outcome)
              .as("with %s blank", field.name())
              .isInstanceOf(Outcome.ShowForm.class);
          assertShownAgain(((Outcome.ShowForm) outcome).form(), right, field);
        }
      }
    }
  }

  private static void assertShownAgain(FormSpec again, Step.FormSubmitted typed, FormField blank) {
    assertThat(again.errors()).as("errors with %s blank", blank.name()).containsKey(blank.name());
    Set<String> names = Set.copyOf(again.fields().stream().map(FormField::name).toList());
    assertThat(names).as("fields of the form").containsAll(again.errors().keySet());
    again.fields().stream()
        .filter(field -> field.kind().isShownAgain() && !field.name().equals(blank.name()))
        .filter(field -> field.kind() != FormField.Kind.BANK_CARD)
        .filter(field -> !typed.field(field.name()).isEmpty())
        .forEach(field ->
            assertThat(again.values())
                .as("what was typed")
                .containsEntry(field.name(), typed.field(field.name())));
  }

  @Test
  protected final void turningBackIsPossibleAtEveryStep() throws Exception {
    for (Transaction at : everyPosition(Outcome.class)) {
      assertNotProven(at.probe(new Step.Cancelled(), at.context()), "turned back");
    }
  }

  // What a browser may send by mistake or on purpose

  @Test
  protected final void anUnknownFieldChangesNothing() throws Exception {
    for (Transaction at : everyPosition(Outcome.ShowForm.class)) {
      Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
      Step more = with(right, "unknown_field", "1");

      assertThat(at.probe(more, at.context()).getClass())
          .isEqualTo(at.probe(right, at.context()).getClass());
    }
  }

  @Test
  protected final void anUnknownButtonProvesNothing() throws Exception {
    for (Transaction at : everyPosition(Outcome.ShowForm.class)) {
      Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
      Stream<String> others = lastForm(at).secondaryActions().stream().map(a -> a.name());
      for (String button : Stream.concat(Stream.of("nonsense"), others).toList()) {
        Step other = new Step.FormSubmitted(button, right.fields());
        assertNotProven(at.probe(other, at.context()), "button " + button);
      }
    }
  }

  @Test
  protected final void aReplayedCallbackProvesNothing() throws Exception {
    Transaction first = played(fixture.happyPath());
    List<Delivered> callbacks =
        first.history().stream()
            .filter(delivered -> delivered.step() instanceof Step.CallbackReceived)
            .toList();
    assumeFalse(callbacks.isEmpty(), "no callback in this way");
    for (Delivered callback : callbacks) {
      assertNotProven(first.probe(callback.step(), callback.context()), "replayed");
      Transaction second = begin(fixture.happyPath()).advanceTo(1);
      assertNotProven(second.probe(callback.step(), second.context()), "in another transaction");
    }
  }

  @Test
  protected final void aStepThatWasNotAskedForProvesNothing() throws Exception {
    for (Transaction at : everyPosition(Outcome.class)) {
      for (Step step : Unasked.steps()) {
        if (!Unasked.mayProve(step, at.last())) {
          assertNotProven(at.probe(step, at.context()), step + " after " + at.last());
        }
      }
    }
  }

  @Test
  protected final void hugeAndHostileInputProvesNothing() throws Exception {
    Object usual = person(proven(played(fixture.happyPath())));
    for (Transaction at : everyPosition(Outcome.class)) {
      for (Step step : Unasked.hostile(at.last(), at.pending())) {
        Outcome outcome = at.probe(step, at.context());
        // Where the callback says nothing and the upstream is asked, the person may well be proven.
        boolean rightly =
            step instanceof Step.CallbackReceived
                && outcome instanceof Outcome.Proven proven
                && person(proven).equals(usual);
        if (!rightly) {
          assertNotProven(outcome, step.toString());
        }
      }
    }
  }

  @Test
  protected final void aForeignStateProvesNothing() throws Exception {
    for (Transaction at : everyPosition(Outcome.class)) {
      AdapterState own = at.context().state();
      Optional<Step> step = at.pending();
      if (!own.equals(AdapterState.EMPTY) && step.isPresent()) {
        for (AdapterState foreign : Unasked.states(own)) {
          TestStepContext context = at.context().withState(foreign);
          assertNotProven(at.probe(step.get(), context), "with state " + foreign);
        }
      }
    }
  }

  // What must not mix

  @Test
  protected final void twoTabsDoNotMix() throws Exception {
    Outcome.Proven one = proven(played(fixture.happyPath()));
    Outcome.Proven other = proven(played(fixture.otherPersonsPath()));
    Transaction left = begin(fixture.happyPath());
    Transaction right = begin(fixture.otherPersonsPath());
    boolean going = true;
    while (going) {
      boolean leftGoes = left.advance();
      boolean rightGoes = right.advance();
      going = leftGoes || rightGoes;
    }

    assertThat(person(one)).as("the two people of the fixture").isNotEqualTo(person(other));
    assertThat(person(proven(left))).isEqualTo(person(one));
    assertThat(person(proven(right))).isEqualTo(person(other));
    assertThat(references(proven(left))).doesNotContainAnyElementsOf(references(proven(right)));
  }

  @Test
  protected final void manyPeopleAtOnceAreEachProven() throws Exception {
    Object one = person(proven(played(fixture.happyPath())));
    Object other = person(proven(played(fixture.otherPersonsPath())));
    List<Callable<Object>> people = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      people.add(() -> person(proven(played(fixture.happyPath()))));
      people.add(() -> person(proven(played(fixture.otherPersonsPath()))));
    }
    List<Object> proven = atOnce(people);

    for (int i = 0; i < proven.size(); i++) {
      assertThat(proven.get(i)).isEqualTo(i % 2 == 0 ? one : other);
    }
  }

  @Test
  protected final void everyStepMayBeAnsweredByAnotherNode() throws Exception {
    Transaction transaction =
        new Transaction(
            () -> fixture.factory().create(fixture.config(), services),
            services,
            fixture.happyPath());

    assertThat(transaction.finish()).isInstanceOf(Outcome.Proven.class);
  }

  @Test
  protected final void aStepDeliveredTwiceAtOnceIsAnsweredAlike() throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    for (int i = 0; i < usual.size(); i++) {
      Transaction at = begin(fixture.happyPath()).advanceTo(i);
      Step step = at.pending().orElseThrow();
      TestStepContext context = at.context();
      Callable<Class<?>> delivery = () -> at.probe(step, context).getClass();
      List<Class<?>> kinds = atOnce(List.of(delivery, delivery));

      Class<?> expected = usual.get(i).outcome().getClass();
      assertThat(kinds).as("answers to %s", step).contains(expected);
      if (!usual.get(i).askedUpstream()) {
        assertThat(kinds).as("answers to %s", step).containsOnly(expected);
      }
    }
  }

  // What an upstream may do

  @ParameterizedTest
  @EnumSource(Trouble.class)
  protected final void anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble trouble)
      throws Exception {
    for (int position : upstreamPositions()) {
      Transaction at = begin(fixture.happyPath()).advanceTo(position);
      Step step = at.pending().orElseThrow();
      services.suffer(trouble);
      Instant started = Instant.now();
      Instant deadline = services.clock().instant().plus(patience(trouble));
      Outcome outcome = at.probe(step, at.context().withDeadline(deadline));
      services.recover();

      assertUnavailable(outcome, step, "upstream " + trouble);
      assertThat(Duration.between(started, Instant.now()))
          .as("time taken")
          .isLessThan(patience(trouble).plusSeconds(2));
    }
  }

  @Test
  protected final void afterTheDeadlineTheUpstreamIsNotWaitedFor() throws Exception {
    for (int position : upstreamPositions()) {
      Transaction at = begin(fixture.happyPath()).advanceTo(position);
      Step step = at.pending().orElseThrow();
      Instant passed = services.clock().instant().minusSeconds(1);

      assertUnavailable(at.probe(step, at.context().withDeadline(passed)), step, "too late");
    }
  }

  @ParameterizedTest
  @EnumSource(Lie.class)
  protected final void aLyingUpstreamProvesNothing(Lie lie) throws Exception {
    Optional<String> impossible = Optional.ofNullable(fixture.impossibleLies().get(lie));
    assumeTrue(impossible.isEmpty(), () -> impossible.orElse(""));
    fixture.tell(lie, services);
    Outcome outcome = begin(fixture.happyPath()).finish();

    assertNotProven(outcome, "upstream lies: " + lie);
    if (outcome instanceof Outcome.Refused refused) {
      Set<Reason> allowed =
          lie == Lie.OTHER_PERSON
              ? Set.of(Reason.NOT_AUTHENTIC, Reason.MISMATCH)
              : Set.of(Reason.NOT_AUTHENTIC);
      assertThat(allowed).as("reasons for %s", lie).contains(refused.reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT-30S"})
  protected final void aClockALittleOffHindersNobody(Duration skew) throws Exception {
    services.clock().advance(skew);

    assertThat(begin(fixture.happyPath()).finish()).isInstanceOf(Outcome.Proven.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "PT-24H"})
  protected final void aClockFarOffIsNobodysFault(Duration skew) throws Exception {
    services.clock().advance(skew);

    if (begin(fixture.happyPath()).finish() instanceof Outcome.Refused refused) {
      assertThat(refused.reason()).isEqualTo(Reason.EXPIRED);
    }
  }

  // What may be printed

  @Test
  protected final void nothingPersonalIsPrinted() throws Exception {
    assertThat(fixture.neverPrinted()).isNotEmpty();
    try (Printed printed = new Printed(fixture.upstreamLoggers())) {
      printed.show(fixture.config());
      for (List<Move> script : everyScript()) {
        played(script).history().forEach(printed::show);
      }
      for (Trouble trouble : Trouble.values()) {
        for (int position : upstreamPositions()) {
          Transaction at = begin(fixture.happyPath()).advanceTo(position);
          Step step = at.pending().orElseThrow();
          services.suffer(trouble);
          Instant deadline = services.clock().instant().plusMillis(200);
          printed.show(at.probe(step, at.context().withDeadline(deadline)));
          services.recover();
        }
      }
      fixture.badConfigs().values().forEach(config -> printed.show(refusal(config)));

      assertThat(printed.found(fixture.neverPrinted())).as("printed").isEmpty();
    }
  }

  // Below: how the tests above play

  private Transaction begin(List<Move> script) {
    return new Transaction(() -> adapter, services, script);
  }

  private Transaction played(List<Move> script) throws Exception {
    Transaction transaction = begin(script);
    transaction.finish();
    return transaction;
  }

  private List<List<Move>> everyScript() {
    List<List<Move>> scripts = new ArrayList<>(fixture.refusals().values());
    scripts.add(fixture.happyPath());
    scripts.add(fixture.otherPersonsPath());
    return scripts;
  }

  /** A transaction of its own for each place of the happy path where such an outcome waits. */
  private List<Transaction> everyPosition(Class<? extends Outcome> waiting) throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    List<Transaction> positions = new ArrayList<>();
    for (int i = 0; i < usual.size() - 1; i++) {
      if (waiting.isInstance(usual.get(i).outcome())) {
        positions.add(begin(fixture.happyPath()).advanceTo(i + 1));
      }
    }
    return positions;
  }

  /** Before which steps of the happy path the adapter goes on to ask the upstream. */
  private List<Integer> upstreamPositions() throws Exception {
    List<Delivered> usual = played(fixture.happyPath()).history();
    List<Integer> positions =
        IntStream.range(0, usual.size()).filter(i -> usual.get(i).askedUpstream()).boxed().toList();
    assumeFalse(positions.isEmpty(), "this way asks no upstream");
    return positions;
  }

  private static Duration patience(Trouble trouble) {
    return trouble == Trouble.SLOW ? Duration.ofMillis(500) : TestStepContext.PATIENCE;
  }

  private static FormSpec lastForm(Transaction at) {
    return ((Outcome.ShowForm) at.last().orElseThrow()).form();
  }

  private static Step.FormSubmitted with(Step.FormSubmitted step, String field, String value) {
    Map<String, String> fields = new HashMap<>(step.fields());
    fields.put(field, value);
    return new Step.FormSubmitted(step.action(), fields);
  }

  private static Optional<Capability> capability(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RedirectUser o -> Optional.of(Capability.REDIRECTS);
      case Outcome.ShowCode o -> Optional.of(Capability.POLLS);
      case Outcome.KeepWaiting o -> Optional.of(Capability.POLLS);
      case Outcome.Capture o -> Optional.of(Capability.CAPTURES);
      case Outcome.ShowForm o -> Optional.empty();
      case Outcome.VerifyPhone o -> Optional.empty();
      case Outcome.Proven o -> Optional.empty();
      case Outcome.Refused o -> Optional.empty();
      case Outcome.Unavailable o -> Optional.empty();
    };
  }

  private static Outcome.Proven proven(Transaction transaction) {
    Outcome last = transaction.last().orElseThrow();
    assertThat(last).isInstanceOf(Outcome.Proven.class);
    return (Outcome.Proven) last;
  }

  private static List<Object> person(Outcome.Proven proven) {
    return List.of(proven.subject(), proven.facts());
  }

  private static List<String> references(Outcome.Proven proven) {
    return proven.evidence().stream().map(item -> item.reference()).toList();
  }

  private static void assertNotProven(Outcome outcome, String when) {
    assertThat(outcome).as(when).isNotNull().isNotInstanceOf(Outcome.Proven.class);
  }

  /** Who waits anyway may go on waiting. */
  private static void assertUnavailable(Outcome outcome, Step step, String when) {
    boolean mayWait = step instanceof Step.Polled || step instanceof Step.CallbackReceived;
    if (!(mayWait && outcome instanceof Outcome.KeepWaiting)) {
      assertThat(outcome).as("%s at %s", when, step).isInstanceOf(Outcome.Unavailable.class);
    }
  }

  private static Object refusal(Supplier<?> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException refused) {
      return refused;
    }
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
