package cn.tongxing.simulator.fault;

import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Endpoint;
import cn.tongxing.simulator.http.Reply;
import java.time.Duration;
import java.util.Optional;

/** An endpoint that shows the faults common to all, and leaves the others to its upstream. */
public final class Faulty implements Endpoint {

  private static final int HUGE_BYTES = 2 * 1024 * 1024;

  private final Upstream upstream;
  private final Faults faults;
  private final Duration slowness;
  private final Answer answer;

  /** What the upstream itself does, with the fault that it must show by its own means. */
  @FunctionalInterface
  public interface Answer {
    /** The answer; without a fault the honest one. */
    Reply to(Call call, Optional<Fault> fault);
  }

  /** Wraps an upstream's own answer. */
  public Faulty(Upstream upstream, Faults faults, Duration slowness, Answer answer) {
    this.upstream = upstream;
    this.faults = faults;
    this.slowness = slowness;
    this.answer = answer;
  }

  @Override
  public Reply answer(Call call) {
    Optional<Fault> fault = faults.take(upstream);
    if (fault.isEmpty()) {
      return answer.to(call, fault);
    }
    return switch (fault.get()) {
      case DOWN -> Reply.text(503, "service unavailable");
      case RESET -> Reply.reset();
      case SLOW -> {
        pause();
        yield answer.to(call, Optional.empty());
      }
      case GARBAGE -> Reply.ok("text/html", "<html><p>nginx \u0000\ufffd</html");
      case HUGE_BODY -> Reply.ok("application/octet-stream", " ".repeat(HUGE_BYTES));
      case SYSTEM_ERROR,
          XXE,
          EMPTY_OUTPUT,
          WRONG_SIGNATURE,
          OTHER_PERSON,
          OTHER_FIELDS,
          REPLAYED_ANSWER ->
          answer.to(call, fault);
    };
  }

  private void pause() {
    try {
      Thread.sleep(slowness);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }
}
