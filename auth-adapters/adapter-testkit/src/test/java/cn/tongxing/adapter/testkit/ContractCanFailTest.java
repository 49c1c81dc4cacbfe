package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.adapter.testkit.SampleAdapter.Omission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A check that cannot fail is no check: for each planted mistake, the test that must find it. */
class ContractCanFailTest {

  private static final int MOST_TRIES = 100;

  /** One test of the contract. */
  @FunctionalInterface
  interface Check {
    void run(AdapterContract<SampleConfig> contract) throws Exception;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aPlantedMistakeIsFound(AdapterFactory<SampleConfig> bad, Check check) throws Exception {
    assertThat(found(bad, check)).isInstanceOf(AssertionError.class);
    assertThat(failure(new SampleFactory(), check)).as("the good sample").isNull();
  }

  /** A mistake that only a race shows may hide from one try; the others are found by the first. */
  private static @Nullable Throwable found(AdapterFactory<SampleConfig> bad, Check check)
      throws Exception {
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      Throwable failure = failure(bad, check);
      if (failure != null) {
        return failure;
      }
    }
    return failure(bad, check);
  }

  @Test
  void aConfigurationThatIsNotRefusedIsFound() throws Exception {
    SampleFixture lax =
        new SampleFixture(new SampleFactory()) {
          @Override
          public Map<String, Supplier<SampleConfig>> badConfigs() {
            return Map.of("site", this::config);
          }
        };

    assertThat(failure(lax, c -> c.aBadConfigurationIsRefusedByTheNameOfItsProperty()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aHeldProofThatIsDatedByTheCodeIsFound() throws Exception {
    Check check = c -> c.aProofThatWaitedForThePhoneIsAsOldAsItIs();

    assertThat(failure(holding(Flaw::datesTheProofByTheCode), check))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("held while the phone was proven");
    assertThat(failure(holding(Flaw::holdsTheProof), check)).isNull();
  }

  /** Somebody whom the sample asks for a phone at the end. */
  private static SampleFixture holding(UnaryOperator<AuthenticationAdapter> flaw) throws Exception {
    return new SampleFixture(
        new SampleFactory() {
          @Override
          public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
            return flaw.apply(super.create(config, services));
          }
        }) {
      @Override
      public List<Move> happyPath() {
        return Stream.concat(
                super.happyPath().stream(), Stream.of(Move.poll(), Move.provePhone("13800000000")))
            .toList();
      }
    };
  }

  private static Throwable failure(AdapterFactory<SampleConfig> factory, Check check)
      throws Exception {
    return failure(new SampleFixture(factory), check);
  }

  /** What a check of the contract says of an adapter; null if nothing. */
  static Throwable failure(AdapterFixture<SampleConfig> fixture, Check check) throws Exception {
    AdapterContract<SampleConfig> contract =
        new AdapterContract<>() {
          @Override
          protected AdapterFixture<SampleConfig> fixture() {
            return fixture;
          }
        };
    contract.open();
    try {
      return catchThrowable(() -> check.run(contract));
    } finally {
      contract.shut();
    }
  }

  static Stream<Arguments> aPlantedMistakeIsFound() {
    return Stream.of(
        planted(
            "throws at an unexpected step",
            Flaw::throwsAtWhatItDoesNotExpect,
            c -> c.aStepThatWasNotAskedForProvesNothing()),
        planted(
            "throws when the person turns back",
            Flaw::throwsAtWhatItDoesNotExpect,
            c -> c.turningBackIsPossibleAtEveryStep()),
        planted(
            "throws at a strange state",
            Flaw::throwsAtStrangeState,
            c -> c.aForeignStateProvesNothing()),
        planted(
            "throws at huge input",
            Flaw::throwsAtHugeInput,
            c -> c.hugeAndHostileInputProvesNothing()),
        planted("mixes two tabs", Flaw::keepsStateInAField, c -> c.twoTabsDoNotMix()),
        planted(
            "mixes people at once",
            Flaw::keepsStateInAField,
            c -> c.manyPeopleAtOnceAreEachProven()),
        planted(
            "needs one node",
            Flaw::keepsStateInAField,
            c -> c.everyStepMayBeAnsweredByAnotherNode()),
        planted(
            "reads no state",
            Flaw::keepsStateInAField,
            c -> c.aStepDeliveredTwiceAtOnceIsAnsweredAlike()),
        planted(
            "blames the person",
            Flaw::blamesThePerson,
            c -> c.anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble.DOWN)),
        planted(
            "blames the person for an error page",
            Flaw::blamesThePerson,
            c -> c.anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble.ERROR_PAGE)),
        planted(
            "blames the person for a lie",
            Flaw::blamesThePerson,
            c -> c.aLyingUpstreamProvesNothing(Lie.BAD_SIGNATURE)),
        planted(
            "takes a dead upstream for one without news",
            Flaw::waitsAndSaysNoLoss,
            c -> c.anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble.DOWN)),
        planted(
            "blames the upstream",
            Flaw::blamesTheUpstream,
            c -> c.aPersonIsRefusedForTheReasonTheUpstreamGave()),
        planted(
            "waits too long",
            Flaw::waitsLongerThanItMay,
            c -> c.anUpstreamInTroubleIsUnavailableAndNobodysFault(Trouble.SLOW)),
        planted(
            "asks after the deadline",
            Flaw::waitsLongerThanItMay,
            c -> c.afterTheDeadlineTheUpstreamIsNotWaitedFor()),
        planted(
            "does not say how it is",
            Flaw::doesNotSayHowItIs,
            c -> c.itStartsWithoutItsUpstreamAndSaysHowItIsInTime()),
        planted(
            "tells the operator its secret",
            Flaw::tellsTheOperatorItsSecret,
            c -> c.itStartsWithoutItsUpstreamAndSaysHowItIsInTime()),
        planted(
            "is never well",
            Flaw::isNeverWell,
            c -> c.itStartsWithoutItsUpstreamAndSaysHowItIsInTime()),
        planted("logs what was typed", Flaw::logsWhatWasTyped, c -> c.nothingPersonalIsPrinted()),
        planted(
            "diagnoses with personal data",
            Flaw::printsTheStateInItsDiagnosis,
            c -> c.nothingPersonalIsPrinted()),
        planted(
            "accepts a callback twice",
            Flaw::acceptsACallbackTwice,
            c -> c.aReplayedCallbackProvesNothing()),
        planted(
            "does not say what is missing",
            Flaw::namesNoField,
            c -> c.aRequiredValueThatIsMissingIsAskedForByName()),
        planted(
            "reads unknown fields",
            Flaw::choosesByUnknownFields,
            c -> c.anUnknownFieldChangesNothing()),
        planted(
            "wants an exact clock",
            Flaw::refusesAClockALittleOff,
            c -> c.aClockALittleOffHindersNobody(Duration.ofSeconds(30))),
        planted(
            "blames the person for the clock",
            Flaw::refusesAClockALittleOff,
            c -> c.aClockFarOffIsNobodysFault(Duration.ofDays(1))),
        planted(
            "speaks one language",
            Flaw::speaksOneLanguage,
            c -> c.everyTextIsWordedInThreeLanguages()),
        described(
            "signs out without saying so",
            d ->
                with(
                    d,
                    d.spiVersion(),
                    d.label(),
                    Set.of(Capability.REDIRECTS, Capability.POLLS, Capability.HEARS_REGISTERED)),
            c -> c.theDescriptorDeclaresWhatTheAdapterDoes()),
        planted(
            "says that it signs out",
            Flaw::saysThatItSignsOut,
            c -> c.theDescriptorDeclaresWhatTheAdapterDoes()),
        planted(
            "leaves the browser at the upstream",
            Flaw::signsOutForGood,
            c -> c.theDescriptorDeclaresWhatTheAdapterDoes()),
        planted(
            "tells under another key each time",
            Flaw::tellsUnderAnotherKey,
            c -> c.itsUpstreamHearsWhatIsDeclared()),
        planted(
            "says that it has told",
            Flaw::saysItHasToldWithoutTelling,
            c -> c.itsUpstreamHearsWhatIsDeclared()),
        planted(
            "asks staff alone", Flaw::asksStaffAlone, c -> c.noFieldForStaffIsAskedOfACitizen()),
        planted("takes any button", Flaw::takesAnyButton, c -> c.anUnknownButtonProvesNothing()),
        planted(
            "sends the browser elsewhere",
            Flaw::sendsTheBrowserElsewhere,
            c -> c.theEvidenceIsOfNowAndTheBrowserWentWhereItMay()),
        omitted(Omission.SIGNATURE, c -> c.aLyingUpstreamProvesNothing(Lie.BAD_SIGNATURE)),
        omitted(Omission.PERSON, c -> c.aLyingUpstreamProvesNothing(Lie.OTHER_PERSON)),
        omitted(Omission.FIELDS, c -> c.aLyingUpstreamProvesNothing(Lie.OTHER_FIELDS)),
        described("is not registered", good -> good, c -> c.theServiceLoaderFindsTheFactory()),
        described(
            "was built for another version",
            d -> with(d, 99, d.label(), d.capabilities()),
            c -> c.theDescriptorIsConstantAndOfThisVersion()),
        described(
            "is labelled in the wrong script",
            d -> with(d, d.spiVersion(), new LocalizedText("样例", "样例", "Sample"), d.capabilities()),
            c -> c.theDescriptorIsConstantAndOfThisVersion()),
        described(
            "hides what it does",
            d -> with(d, d.spiVersion(), d.label(), Set.of()),
            c -> c.theDescriptorDeclaresWhatTheAdapterDoes()),
        made(
            "connects when it is made",
            new ConnectingFactory(),
            c -> c.makingTheAdapterOpensNoConnection()));
  }

  private static Arguments planted(
      String mistake, UnaryOperator<AuthenticationAdapter> flaw, Check check) {
    return made(
        mistake,
        new SampleFactory() {
          @Override
          public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
            return flaw.apply(super.create(config, services));
          }
        },
        check);
  }

  private static Arguments omitted(Omission omission, Check check) {
    return made(
        "does not check " + omission,
        new SampleFactory() {
          @Override
          public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
            return new SampleAdapter(config, services, Set.of(omission));
          }
        },
        check);
  }

  private static Arguments described(
      String mistake, UnaryOperator<AdapterDescriptor> change, Check check) {
    return made(
        mistake,
        new SampleFactory() {
          @Override
          public AdapterDescriptor descriptor() {
            return change.apply(super.descriptor());
          }
        },
        check);
  }

  private static Arguments made(String mistake, SampleFactory factory, Check check) {
    return arguments(Named.of(mistake, factory), check);
  }

  private static AdapterDescriptor with(
      AdapterDescriptor good, int version, LocalizedText label, Set<Capability> capabilities) {
    return new AdapterDescriptor(
        good.id(), version, label, good.hint(), capabilities, good.documents());
  }

  private static final class ConnectingFactory extends SampleFactory {
    @Override
    public AuthenticationAdapter create(SampleConfig config, AdapterServices services) {
      try {
        services
            .http()
            .send(
                UpstreamHttp.Request.get(URI.create(config.site() + "/ask?x=y")),
                services.clock().instant().plusMillis(300));
      } catch (IOException silent) {
        return super.create(config, services);
      }
      throw new UncheckedIOException(new IOException("the sample answers no GET"));
    }
  }
}
