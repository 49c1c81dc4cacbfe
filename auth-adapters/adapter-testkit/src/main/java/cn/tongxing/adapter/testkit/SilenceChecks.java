package cn.tongxing.adapter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whoever asks in passing whose a browser is shows nobody a page, and proves or refuses at once.
 */
final class SilenceChecks {

  private final Bench<?> bench;

  SilenceChecks(Bench<?> bench) {
    this.bench = bench;
  }

  void check(Set<Capability> declared) {
    assertThat(declared).as("what a silent check needs").contains(Capability.REDIRECTS);
    assertThat(back(true)).as("where somebody is signed in").isInstanceOf(Outcome.Proven.class);
    assertThat(back(false)).as("where nobody is").isInstanceOf(Outcome.Refused.class);
  }

  private Outcome back(boolean signedIn) {
    Transaction at = bench.begin(List.of());
    TestStepContext before = TestStepContext.begin(bench.services).beforeTheChoice();
    Outcome sent = at.probe(new Step.Started(), before);
    assertThat(sent).as("answer to a silent start").isInstanceOf(Outcome.RedirectUser.class);
    Outcome.RedirectUser away = (Outcome.RedirectUser) sent;
    assertThat(bench.fixture.browserHosts()).contains(TestUpstreamHttp.hostAndPort(away.uri()));
    Map<String, List<String>> answer = bench.fixture.silentAnswer(away.uri(), before, signedIn);
    return at.probe(new Step.CallbackReceived(answer), before.withState(away.next()));
  }
}
