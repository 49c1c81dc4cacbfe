package cn.tongxing.adapter.testkit;

import static cn.tongxing.adapter.testkit.Checks.assertNobodyBlamed;
import static cn.tongxing.adapter.testkit.Checks.assertNotProven;
import static cn.tongxing.adapter.testkit.Checks.assertSentOnlyTo;
import static cn.tongxing.adapter.testkit.Checks.assertShownAgain;
import static cn.tongxing.adapter.testkit.Checks.assertUnavailable;
import static cn.tongxing.adapter.testkit.Checks.capability;
import static cn.tongxing.adapter.testkit.Checks.lastForm;
import static cn.tongxing.adapter.testkit.Checks.patience;
import static cn.tongxing.adapter.testkit.Checks.proven;
import static cn.tongxing.adapter.testkit.Checks.references;
import static cn.tongxing.adapter.testkit.Checks.refusal;
import static cn.tongxing.adapter.testkit.Checks.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.Transaction.Delivered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
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
public abstract class AdapterContract<C extends Record> extends WayContract {

  private Bench<C> bench;
  private AdapterFixture<C> fixture;
  private TestAdapterServices services;

  /** A new fixture with an upstream of its own; the contract closes it. */
  protected abstract AdapterFixture<C> fixture() throws Exception;

  @BeforeEach
  protected final void open() throws Exception {
    fixture = fixture();
    bench = new Bench<>(fixture);
    services = bench.services;
    bench.start();
  }

  @AfterEach
  protected final void shut() {
    bench.close();
  }

  @Override
  protected final Walks walks() {
    return bench;
  }

  @Override
  protected final WayScript script() {
    return fixture;
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
    bench.checkSignOut(declared);

    for (Delivered delivered : bench.played(fixture.happyPath()).history()) {
      capability(delivered.outcome()).ifPresent(used -> assertThat(declared).contains(used));
    }
  }

  /** Whoever declares that its upstream is told of citizens tells it, at least once. */
  @Test
  protected final void itsUpstreamHearsWhatIsDeclared() {
    new NewsChecks(bench).check();
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

  /** It is started while the upstream is away: a power cut ends, and both come back. */
  @Test
  protected final void itStartsWithoutItsUpstreamAndSaysHowItIsInTime() throws Exception {
    bench.upstreamIsDown(true);
    AuthenticationAdapter node = bench.newNode();
    node.start();
    Instant deadline = services.clock().instant().plusSeconds(1);
    AdapterHealth alone =
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> node.health(deadline));
    bench.upstreamIsDown(false);
    AdapterHealth usual = node.health(services.clock().instant().plusSeconds(1));
    node.stop();

    assertThat(alone.toString()).doesNotContain(fixture.neverPrinted());
    assertThat(usual.problem()).as("with its upstream").isEmpty();
  }

  // What a person meets

  @Test
  protected final void theEvidenceIsOfNowAndTheBrowserWentWhereItMay() throws Exception {
    Transaction transaction = bench.played(fixture.happyPath());
    Outcome.Proven proven = proven(transaction);

    assertThat(proven.evidence())
        .allSatisfy(item ->
            assertThat(item.time())
                .as("time of the evidence")
                .isBefore(services.clock().instant().plus(Duration.ofMinutes(2))));
    assertSentOnlyTo(fixture.browserHosts(), transaction);
  }

  @Test
  protected final void aProofThatWaitedForThePhoneIsAsOldAsItIs() throws Exception {
    bench.isSlowWithTheCode(Duration.ofMinutes(25));
  }

  @Test
  protected final void everyTextIsWordedInThreeLanguages() throws Exception {
    for (List<Move> script : bench.everyScript()) {
      for (Delivered delivered : bench.played(script).history()) {
        Wording.of(delivered.outcome()).forEach(Wording::check);
      }
    }
    for (Transaction at : bench.everyPosition(Outcome.ShowForm.class)) {
      Wording.of(at.probe(Unasked.BLANK, at.context())).forEach(Wording::check);
    }
  }

  @Test
  protected final void aRequiredValueThatIsMissingIsAskedForByName() throws Exception {
    for (Transaction at : bench.everyPosition(Outcome.ShowForm.class)) {
      Step.FormSubmitted right = (Step.FormSubmitted) at.pending().orElseThrow();
      for (FormField field : lastForm(at).fields()) {
        if (field.required()) {
          Outcome outcome = at.probe(without(right, field.name()), at.context());
          assertThat(outcome).as("without %s", field.name()).isInstanceOf(Outcome.ShowForm.class);
          assertShownAgain(((Outcome.ShowForm) outcome).form(), field);
        }
      }
    }
  }

  // What a browser may bring

  @Test
  protected final void aForeignStateProvesNothing() throws Exception {
    for (Transaction at : bench.everyPosition(Outcome.class)) {
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
  protected final void eachProofHasAReferenceOfItsOwn() throws Exception {
    Outcome.Proven one = proven(bench.played(fixture.happyPath()));
    Outcome.Proven again = proven(bench.played(fixture.happyPath()));

    assertThat(references(one)).doesNotContainAnyElementsOf(references(again));
  }

  @Test
  protected final void everyStepMayBeAnsweredByAnotherNode() throws Exception {
    Transaction transaction = new Transaction(bench::newNode, services, fixture.happyPath());

    assertThat(transaction.end()).isInstanceOf(Outcome.Proven.class);
  }

  // What an upstream may do

  @ParameterizedTest
  @EnumSource(Trouble.class)
  protected final void anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble trouble)
      throws Exception {
    for (int position : upstreamPositions()) {
      Transaction at = bench.begin(fixture.happyPath()).advanceTo(position);
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
      Transaction at = bench.begin(fixture.happyPath()).advanceTo(position);
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
    Outcome outcome = bench.begin(fixture.happyPath()).end();

    assertNotProven(outcome, "upstream lies: " + lie);
    assertNobodyBlamed(outcome, lie);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT30S", "PT-30S"})
  protected final void aClockALittleOffHindersNobody(Duration skew) throws Exception {
    services.clock().advance(skew);

    assertThat(bench.begin(fixture.happyPath()).end()).isInstanceOf(Outcome.Proven.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT24H", "PT-24H"})
  protected final void aClockFarOffIsNobodysFault(Duration skew) throws Exception {
    services.clock().advance(skew);

    if (bench.begin(fixture.happyPath()).end() instanceof Outcome.Refused refused) {
      assertThat(refused.reason()).isEqualTo(Reason.EXPIRED);
    }
  }

  // What may be printed

  @Test
  protected final void nothingPersonalIsPrinted() throws Exception {
    assertThat(fixture.neverPrinted()).isNotEmpty();
    try (Printed printed = new Printed(fixture.upstreamLoggers())) {
      printed.show(fixture.config());
      for (List<Move> script : bench.everyScript()) {
        bench.played(script).history().forEach(printed::show);
      }
      bench.sufferEverything(printed::show);
      fixture.badConfigs().values().forEach(config -> printed.show(refusal(config)));

      assertThat(printed.found(fixture.neverPrinted())).as("printed").isEmpty();
    }
  }

  /** Skips the test for a way that asks no upstream, such as the counter's. */
  private List<Integer> upstreamPositions() throws Exception {
    List<Integer> positions = bench.upstreamPositions();
    assumeFalse(positions.isEmpty(), "this way asks no upstream");
    return positions;
  }
}
