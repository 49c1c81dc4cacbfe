package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Captures.Leave;
import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.proofing.limits.Limits.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * How often frames may be begun to be sent, and with it how many bytes: each may be so long and no
 * longer. Counted before the first byte of a body is read, since whoever breaks off has cost as
 * much as whoever does not. What an adapter has answered was not wasted and counts in all alone,
 * for it has cost the judging; that we had no time for what came whole is nobody's.
 */
@Service
public class CaptureTries {

  private static final String FAMILY = "capture";

  private final LimitSettings settings;
  private final Counters counters;
  private final DeviceBudgets devices;
  private final StoppedTries stopped;
  private final InstantSource clock;

  CaptureTries(
      LimitSettings settings,
      Counters counters,
      DeviceBudgets devices,
      StoppedTries stopped,
      InstantSource clock) {
    this.settings = settings;
    this.counters = counters;
    this.devices = devices;
    this.stopped = stopped;
    this.clock = clock;
  }

  /**
   * Before a body is read. What was stopped is recorded once.
   *
   * @param event what to record
   */
  public Leave take(Ask.Capture.Challenge challenge, Source source, AuditEvent event) {
    List<Budget> budgets = all(challenge, source);
    if (!(counters.take(FAMILY, budgets, clock.instant()) instanceof Admission.Limited limited)) {
      return Leave.GIVEN;
    }
    stopped.record(limited, event);
    return limited.holder() == Admission.Limited.Holder.TYPED
        ? Leave.CHALLENGE_IS_USED_UP
        : Leave.DEVICE_IS_USED_UP;
  }

  /** An adapter has answered what came. */
  public void wasAnswered(Ask.Capture.Challenge challenge, Source source) {
    counters.giveBack(FAMILY, wasted(challenge, source));
  }

  /** What came was whole, and no worker was free for it. */
  public void hadNoRoom(Ask.Capture.Challenge challenge, Source source) {
    counters.giveBack(FAMILY, all(challenge, source));
  }

  private List<Budget> all(Ask.Capture.Challenge challenge, Source source) {
    List<Budget> budgets = new ArrayList<>(wasted(challenge, source));
    budgets.addAll(devices.allCaptures(source));
    return budgets;
  }

  private List<Budget> wasted(Ask.Capture.Challenge challenge, Source source) {
    List<Budget> budgets = new ArrayList<>();
    budgets.add(
        new Budget(
            "challenge:" + challenge.nonce(),
            settings.capture().perChallenge(),
            Duration.between(challenge.since(), challenge.until())));
    budgets.addAll(devices.captures(source));
    return budgets;
  }
}
