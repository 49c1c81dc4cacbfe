package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.SilentChecks;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the adapter as any way does, and lets nothing but its redirect and its proof through. */
@Component
class SilentChecksOfAdapters implements SilentChecks {

  private static final List<Capability> NEEDED =
      List.of(Capability.REDIRECTS, Capability.CHECKS_SILENTLY);

  private final AdapterHost host;
  private final AdapterWay adapter;

  SilentChecksOfAdapters(AdapterHost host, AdapterWay adapter) {
    this.host = host;
    this.adapter = adapter;
  }

  @Override
  public boolean canAsk(String way) {
    return host.way(way)
        .filter(each -> each.descriptor().capabilities().containsAll(NEEDED))
        .filter(each -> !StaffRules.isStaffOnly(each.descriptor()))
        .filter(each -> each.isAvailable(OfferedAdapter.FRONT))
        .isPresent();
  }

  @Override
  public Progress start(Proving before, String way, Prover prover) {
    Proving proving = before.on(way).silently();
    Next next = adapter.deliver(proving, new Step.Started(), Optional.empty(), prover);
    return next instanceof Next.Over(Progress progress)
        ? progress
        : new Progress.Asks(proving, new Ask.Down(false));
  }

  /**
   * What a silent check hears of an outcome: nobody is asked for a form, a phone or patience by it,
   * refused, recorded or counted, and nobody is proven who has not been at the upstream.
   */
  static Outcome heard(Proving proving, Step step, Outcome outcome) {
    if (!proving.attempt().asksSilently()) {
      return outcome;
    }
    boolean goesOn =
        step instanceof Step.Started
            ? outcome instanceof Outcome.RedirectUser
            : outcome instanceof Outcome.Proven && proving.attempt().cameBack();
    return goesOn ? outcome : new Outcome.Unavailable("nothing that a silent check hears");
  }
}
