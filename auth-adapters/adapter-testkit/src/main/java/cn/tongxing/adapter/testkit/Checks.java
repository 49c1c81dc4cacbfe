package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the tests of the contract look for in steps and outcomes. */
final class Checks {

  private Checks() {}

  static Duration patience(Trouble trouble) {
    return trouble == Trouble.SLOW ? Duration.ofMillis(500) : TestStepContext.PATIENCE;
  }

  static FormSpec lastForm(Transaction at) {
    return ((Outcome.ShowForm) at.last().orElseThrow()).form();
  }

  static Step.FormSubmitted with(Step.FormSubmitted step, String field, FieldValue value) {
    Map<String, FieldValue> fields = new HashMap<>(step.values().fields());
    fields.put(field, value);
    return new Step.FormSubmitted(step.action(), new FormValues(fields));
  }

  /** Sent by the main button: another one may well do without what it does not need. */
  static Step.FormSubmitted without(Step.FormSubmitted step, String field) {
    Map<String, FieldValue> fields = new HashMap<>(step.values().fields());
    fields.remove(field);
    return new Step.FormSubmitted(FormSpec.SUBMIT, new FormValues(fields));
  }

  static Optional<Capability> capability(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RedirectUser o -> Optional.of(Capability.REDIRECTS);
      case Outcome.ShowCode o -> Optional.of(Capability.POLLS);
      case Outcome.CodeScanned o -> Optional.of(Capability.POLLS);
      case Outcome.KeepWaiting o -> Optional.of(Capability.POLLS);
      case Outcome.Capture o -> Optional.of(Capability.CAPTURES);
      case Outcome.ShowForm o -> Optional.empty();
      case Outcome.VerifyPhone o -> Optional.empty();
      case Outcome.Proven o -> Optional.empty();
      case Outcome.Refused o -> Optional.empty();
      case Outcome.Unavailable o -> Optional.empty();
    };
  }

  static Outcome.Proven proven(Transaction transaction) {
    Outcome last = transaction.last().orElseThrow();
    assertThat(last).isInstanceOf(Outcome.Proven.class);
    return (Outcome.Proven) last;
  }

  /** An upstream's clock may be a little off. */
  static void assertOfBefore(Outcome outcome, Instant asked) {
    assertThat(outcome).isInstanceOf(Outcome.Proven.class);
    assertThat(((Outcome.Proven) outcome).evidence())
        .allSatisfy(item ->
            assertThat(item.time())
                .as("time of what was held while the phone was proven")
                .isBefore(asked.plus(Duration.ofMinutes(2))));
  }

  static List<Object> person(Outcome.Proven proven) {
    return List.of(proven.subjects(), proven.facts());
  }

  static List<String> references(Outcome.Proven proven) {
    return proven.evidence().stream().map(item -> item.reference()).toList();
  }

  static void assertNotProven(Outcome outcome, String when) {
    assertThat(outcome).as(when).isNotNull().isNotInstanceOf(Outcome.Proven.class);
  }

  /** Who waits anyway may go on waiting; the host hears that an answer was lost all the same. */
  static void assertUnavailable(Outcome outcome, Step step, String when) {
    boolean mayWait = step instanceof Step.Polled || step instanceof Step.CallbackReceived;
    if (mayWait && outcome instanceof Outcome.KeepWaiting waiting) {
      assertThat(waiting.lost()).as("%s at %s: lost by", when, step).isPresent();
    } else {
      assertThat(outcome).as("%s at %s", when, step).isInstanceOf(Outcome.Unavailable.class);
    }
  }

  static Object refusal(Supplier<?> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException refused) {
      return refused;
    }
  }

  static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (Future<T> result : threads.invokeAll(tasks, 1, TimeUnit.MINUTES)) {
        results.add(outcomeOf(result));
      }
    } finally {
      threads.shutdownNow(); // and nobody waits for an adapter that does not end
    }
    return results;
  }

  /** What is shown again says what is wrong, of fields that it has. */
  static void assertShownAgain(FormSpec again, FormField blank) {
    assertThat(again.errors()).as("errors without %s", blank.name()).containsKey(blank.name());
    Set<String> names = Set.copyOf(again.fields().stream().map(FormField::name).toList());
    assertThat(names).as("fields of the form").containsAll(again.errors().keySet());
  }

  private static <T> T outcomeOf(Future<T> result) throws Exception {
    try {
      return result.get(0, TimeUnit.SECONDS); // it is over, or was given up
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof AssertionError found) {
        throw found;
      }
      throw failed;
    }
  }

  static void assertSentOnlyTo(Set<String> hosts, Transaction transaction) {
    for (Transaction.Delivered delivered : transaction.history()) {
      if (delivered.outcome() instanceof Outcome.RedirectUser sent) {
        assertThat(hosts).contains(TestUpstreamHttp.hostAndPort(sent.uri()));
      }
    }
  }

  /** What an upstream says wrongly must not count against the person. */
  static void assertNobodyBlamed(Outcome outcome, Lie lie) {
    if (outcome instanceof Outcome.Refused refused) {
      Set<Reason> allowed =
          lie == Lie.OTHER_PERSON
              ? Set.of(Reason.NOT_AUTHENTIC, Reason.MISMATCH)
              : Set.of(Reason.NOT_AUTHENTIC);
      assertThat(allowed).as("reasons for %s", lie).contains(refused.reason());
    }
  }
}
