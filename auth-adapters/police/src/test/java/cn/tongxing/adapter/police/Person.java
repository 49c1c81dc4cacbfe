package cn.tongxing.adapter.police;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.testkit.TestAdapterServices;
import cn.tongxing.adapter.testkit.TestStepContext;
import java.util.Set;

/** One person in one transaction, with a host in small that keeps the state between steps. */
final class Person {

  private final AuthenticationAdapter adapter;
  private final TestAdapterServices services;
  private TestStepContext context;

  Person(AuthenticationAdapter adapter, TestAdapterServices services) {
    this.adapter = adapter;
    this.services = services;
    this.context = TestStepContext.begin(services);
  }

  /** At a phone. */
  Person onPhone() {
    context = context.usingPhone();
    return this;
  }

  /** On the way to a place that needs to know who it is, or does not. */
  Person needing(IdentityNeed... reasons) {
    context = context.needing(Set.of(reasons));
    return this;
  }

  Outcome does(Step step) {
    context = context.withDeadline(services.clock().instant().plus(TestStepContext.PATIENCE));
    Outcome outcome = adapter.handle(step, context);
    context =
        switch (outcome) {
          case Outcome.ShowForm o -> context.withState(o.next());
          case Outcome.VerifyPhone o -> context.withState(o.next());
          case Outcome.RedirectUser o -> context.withState(o.next());
          case Outcome.ShowCode o -> context.withState(o.next());
          case Outcome.CodeScanned o -> context.withState(o.next());
          case Outcome.KeepWaiting o -> context.withState(o.next());
          case Outcome.Capture o -> context.withState(o.next());
          case Outcome.Proven o -> context;
          case Outcome.Refused o -> context;
          case Outcome.Unavailable o -> context;
        };
    return outcome;
  }

  <O extends Outcome> O does(Step step, Class<O> expected) {
    Outcome outcome = does(step);
    assertThat(outcome).isInstanceOf(expected);
    return expected.cast(outcome);
  }

  /** Everything up to the register's answer. */
  Outcome walks(String name, String number) {
    does(new Step.Started(), Outcome.ShowForm.class);
    does(PoliceFixtures.typed(name, number), Outcome.VerifyPhone.class);
    return does(PoliceFixtures.phone());
  }

  String transaction() {
    return context.transaction();
  }

  void holds(AdapterState state) {
    context = context.withState(state);
  }
}
