package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.adapter.spi.document.PersonName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;

/** Mistakes an adapter's author makes, each put around the good sample. */
final class Flaw {

  private static final Logger LOG = Logger.getLogger("cn.tongxing.adapter.sample");

  private Flaw() {}

  static AuthenticationAdapter throwsAtWhatItDoesNotExpect(AuthenticationAdapter good) {
    return (step, context) -> {
      if (step instanceof Step.Notified || step instanceof Step.Cancelled) {
        throw new IllegalStateException("unexpected");
      }
      return good.handle(step, context);
    };
  }

  static AuthenticationAdapter throwsAtStrangeState(AuthenticationAdapter good) {
    return (step, context) -> {
      if (context.state().bytes().length > 1000) {
        throw new IllegalArgumentException("state");
      }
      return good.handle(step, context);
    };
  }

  static AuthenticationAdapter throwsAtHugeInput(AuthenticationAdapter good) {
    return (step, context) -> {
      if (step instanceof Step.FormSubmitted form && form.values().text("name").length() > 100) {
        throw new IllegalArgumentException("too long");
      }
      return good.handle(step, context);
    };
  }

  /** What survives from step to step is kept in the adapter: one person at a time, one node. */
  static AuthenticationAdapter keepsStateInAField(AuthenticationAdapter good) {
    AtomicReference<AdapterState> kept = new AtomicReference<>(AdapterState.EMPTY);
    return (step, context) -> {
      Outcome outcome = good.handle(step, at(context, kept.get()));
      stateOf(outcome).ifPresent(kept::set);
      return outcome;
    };
  }

  static AuthenticationAdapter blamesThePerson(AuthenticationAdapter good) {
    return answers(
        good,
        outcome ->
            outcome instanceof Outcome.Unavailable
                ? new Outcome.Refused(Reason.MISMATCH)
                : outcome);
  }

  /** An upstream that is gone looks like one that has no news. */
  static AuthenticationAdapter waitsAndSaysNoLoss(AuthenticationAdapter good) {
    return (step, context) -> {
      Outcome outcome = good.handle(step, context);
      return step instanceof Step.CallbackReceived && outcome instanceof Outcome.Unavailable
          ? new Outcome.KeepWaiting(Duration.ofSeconds(1), context.state())
          : outcome;
    };
  }

  static AuthenticationAdapter blamesTheUpstream(AuthenticationAdapter good) {
    return answers(
        good,
        outcome ->
            outcome instanceof Outcome.Refused ? new Outcome.Unavailable("no match") : outcome);
  }

  static AuthenticationAdapter logsWhatWasTyped(AuthenticationAdapter good) {
    return (step, context) -> {
      if (step instanceof Step.FormSubmitted form) {
        LOG.fine(() -> "typed " + form.values().name("name").map(PersonName::reveal));
      }
      return good.handle(step, context);
    };
  }

  static AuthenticationAdapter printsTheStateInItsDiagnosis(AuthenticationAdapter good) {
    return (step, context) ->
        good.handle(step, context) instanceof Outcome.Unavailable
            ? new Outcome.Unavailable("failed for " + context.state().text())
            : good.handle(step, context);
  }

  static AuthenticationAdapter waitsLongerThanItMay(AuthenticationAdapter good) {
    return (step, context) ->
        good.handle(
            step, ((TestStepContext) context).withDeadline(context.deadline().plusSeconds(4)));
  }

  static AuthenticationAdapter acceptsACallbackTwice(AuthenticationAdapter good) {
    Map<String, Outcome> answered = new ConcurrentHashMap<>();
    return (step, context) -> {
      Outcome outcome = good.handle(step, context);
      if (step instanceof Step.CallbackReceived && outcome instanceof Outcome.KeepWaiting) {
        answered.put("proof", proof(good, outcome, context));
      }
      boolean refused = step instanceof Step.CallbackReceived && outcome instanceof Outcome.Refused;
      return refused ? answered.getOrDefault("proof", outcome) : outcome;
    };
  }

  private static Outcome proof(AuthenticationAdapter good, Outcome wait, StepContext context) {
    return good.handle(new Step.Polled(), at(context, stateOf(wait).orElseThrow()));
  }

  /** It asks for a phone when it has its proof, and dates that by the code. */
  static AuthenticationAdapter datesTheProofByTheCode(AuthenticationAdapter good) {
    return holdsTheProof(good, (item, now) -> dated(item, now));
  }

  /** The same, as it should. */
  static AuthenticationAdapter holdsTheProof(AuthenticationAdapter good) {
    return holdsTheProof(good, (item, now) -> item);
  }

  private static AuthenticationAdapter holdsTheProof(
      AuthenticationAdapter good, BiFunction<EvidenceItem, Instant, EvidenceItem> at) {
    Map<String, Outcome.Proven> proofs = new ConcurrentHashMap<>();
    return (step, context) -> {
      Outcome.Proven held = proofs.get(context.transaction());
      if (step instanceof Step.PhoneVerified && held != null) {
        Instant now = context.deadline().minus(TestStepContext.PATIENCE);
        return new Outcome.Proven(
            held.subjects(),
            held.factors(),
            held.evidence().stream().map(item -> at.apply(item, now)).toList());
      }
      Outcome outcome = good.handle(step, context);
      if (outcome instanceof Outcome.Proven proven) {
        proofs.put(context.transaction(), proven);
        return new Outcome.VerifyPhone(Optional.empty(), AdapterState.of("held"));
      }
      return outcome;
    };
  }

  private static EvidenceItem dated(EvidenceItem item, Instant time) {
    return EvidenceItem.of(item.method(), item.source(), time, item.reference(), item.digest())
        .saying(item.facts());
  }

  static AuthenticationAdapter namesNoField(AuthenticationAdapter good) {
    return answers(
        good,
        outcome ->
            outcome instanceof Outcome.ShowForm shown
                ? new Outcome.ShowForm(shown.form().with(Map.of()), shown.next())
                : outcome);
  }

  static AuthenticationAdapter takesAnyButton(AuthenticationAdapter good) {
    AtomicReference<Outcome> proof = new AtomicReference<>();
    return (step, context) ->
        step instanceof Step.FormSubmitted form
                && !form.action().equals(FormSpec.SUBMIT)
                && proof.get() != null
            ? proof.get()
            : remember(proof, good.handle(step, context));
  }

  static AuthenticationAdapter sendsTheBrowserElsewhere(AuthenticationAdapter good) {
    return answers(
        good,
        outcome ->
            outcome instanceof Outcome.RedirectUser sent
                ? new Outcome.RedirectUser(URI.create("https://elsewhere.test/"), sent.next())
                : outcome);
  }

  static AuthenticationAdapter choosesByUnknownFields(AuthenticationAdapter good) {
    return (step, context) ->
        step instanceof Step.FormSubmitted form
                && form.values().fields().containsKey("unknown_field")
            ? new Outcome.Refused(Reason.NOT_AUTHENTIC)
            : good.handle(step, context);
  }

  static AuthenticationAdapter refusesAClockALittleOff(AuthenticationAdapter good) {
    long started = System.currentTimeMillis();
    return (step, context) ->
        Math.abs(context.deadline().toEpochMilli() - started) > 25_000
                || context.deadline().toEpochMilli() < started
            ? new Outcome.Refused(Reason.NOT_AUTHENTIC)
            : good.handle(step, context);
  }

  static AuthenticationAdapter speaksOneLanguage(AuthenticationAdapter good) {
    return answers(
        good,
        outcome -> {
          if (outcome instanceof Outcome.ShowForm shown) {
            FormSpec form = shown.form();
            var title = new LocalizedText("您是谁？", "您是谁？", "Who are you?");
            return new Outcome.ShowForm(
                new FormSpec(
                    title,
                    form.explanation(),
                    form.fields(),
                    form.values(),
                    form.errors(),
                    form.secondaryActions()),
                shown.next());
          }
          return outcome;
        });
  }

  /** How it is it knows when somebody has looked, some day. */
  static AuthenticationAdapter doesNotSayHowItIs(AuthenticationAdapter good) {
    return says(
        good,
        () -> {
          LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
          return AdapterHealth.well();
        });
  }

  static AuthenticationAdapter tellsTheOperatorItsSecret(AuthenticationAdapter good) {
    return says(good, () -> AdapterHealth.ill("the key is " + SampleUpstream.KEY.reveal()));
  }

  /** It says that it does, and sends nobody anywhere. */
  static AuthenticationAdapter saysThatItSignsOut(AuthenticationAdapter good) {
    return signsOut(good, _ -> Optional.empty());
  }

  /** The browser stays at the upstream. */
  static AuthenticationAdapter signsOutForGood(AuthenticationAdapter good) {
    return signsOut(good, back -> good.signOut(back).map(address -> address.resolve("/sign-out")));
  }

  private static AuthenticationAdapter signsOut(
      AuthenticationAdapter good, Function<URI, Optional<URI>> address) {
    return new AuthenticationAdapter() {
      @Override
      public Outcome handle(Step step, StepContext context) {
        return good.handle(step, context);
      }

      @Override
      public Optional<URI> signOut(URI back) {
        return address.apply(back);
      }
    };
  }

  /** The upstream could not know again what it has. */
  static AuthenticationAdapter tellsUnderAnotherKey(AuthenticationAdapter good) {
    return tells(
        good,
        (news, deadline) ->
            good.tell(
                new CitizenNews(
                    UUID.randomUUID().toString(),
                    news.kind(),
                    news.at(),
                    news.identityLevel(),
                    news.way(),
                    news.subjects(),
                    news.facts()),
                deadline));
  }

  static AuthenticationAdapter saysItHasToldWithoutTelling(AuthenticationAdapter good) {
    return tells(good, (news, deadline) -> new Told.Taken());
  }

  private static AuthenticationAdapter tells(
      AuthenticationAdapter good, BiFunction<CitizenNews, Instant, Told> tell) {
    return new AuthenticationAdapter() {
      @Override
      public Outcome handle(Step step, StepContext context) {
        return good.handle(step, context);
      }

      @Override
      public Told tell(CitizenNews news, Instant deadline) {
        return tell.apply(news, deadline);
      }
    };
  }

  /** No citizen could ever fill it in. */
  static AuthenticationAdapter asksStaffAlone(AuthenticationAdapter good) {
    return (step, context) ->
        good.handle(step, context) instanceof Outcome.ShowForm(FormSpec form, AdapterState next)
            ? new Outcome.ShowForm(
                new FormSpec(
                    form.title(),
                    form.explanation(),
                    form.fields().stream().map(FormField::forStaff).toList(),
                    form.values(),
                    form.errors(),
                    form.secondaryActions()),
                next)
            : good.handle(step, context);
  }

  static AuthenticationAdapter isNeverWell(AuthenticationAdapter good) {
    return says(good, () -> AdapterHealth.ill("something is always wrong"));
  }

  private static AuthenticationAdapter says(
      AuthenticationAdapter good, Supplier<AdapterHealth> health) {
    return new AuthenticationAdapter() {
      @Override
      public Outcome handle(Step step, StepContext context) {
        return good.handle(step, context);
      }

      @Override
      public AdapterHealth health(Instant deadline) {
        return health.get();
      }
    };
  }

  private static Outcome remember(AtomicReference<Outcome> proof, Outcome outcome) {
    if (outcome instanceof Outcome.Proven) {
      proof.set(outcome);
    }
    return outcome;
  }

  private static AuthenticationAdapter answers(
      AuthenticationAdapter good, UnaryOperator<Outcome> change) {
    return (step, context) -> change.apply(good.handle(step, context));
  }

  private static StepContext at(StepContext context, AdapterState state) {
    return ((TestStepContext) context).withState(state);
  }

  private static Optional<AdapterState> stateOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.ShowForm o -> Optional.of(o.next());
      case Outcome.VerifyPhone o -> Optional.of(o.next());
      case Outcome.RedirectUser o -> Optional.of(o.next());
      case Outcome.KeepWaiting o -> Optional.of(o.next());
      default -> Optional.empty();
    };
  }
}
