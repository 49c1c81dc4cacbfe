package cn.tongxing.adapter.spi;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What just happened in the person's browser, on the upstream's side, or at the host. The host
 * delivers a step only when it is bound to the same transaction and browser that the previous
 * outcome was given to; duplicates of a delivered step never reach the adapter.
 */
public sealed interface Step {

  /** The person chose this way. Always the first step; the state is {@link AdapterState#EMPTY}. */
  record Started() implements Step {}

  /**
   * A form of {@link Outcome.ShowForm} came back.
   *
   * @param action name of the button pressed: {@link FormSpec#SUBMIT} or one of the form's
   *     secondary actions
   * @param values what was filled in, parsed by the host; with {@link FormSpec#SUBMIT} every
   *     required field of the form that was shown is there, with another button only what could be
   *     read
   */
  record FormSubmitted(String action, FormValues values) implements Step {}

  /**
   * The person proved possession of a phone, as asked for by {@link Outcome.VerifyPhone}. Where
   * they could not, the host ends the transaction and no step follows.
   */
  record PhoneVerified(PhoneNumber phone) implements Step {}

  /**
   * The browser came back from the upstream to {@link StepContext#callbackUri()}. Where the
   * upstream echoes a {@code state} the host has compared it already.
   */
  record CallbackReceived(Map<String, List<String>> parameters) implements Step {
    public CallbackReceived {
      parameters = copyOf(parameters);
    }

    /** The single value of a parameter, or the empty string where it is missing or repeated. */
    public String single(String name) {
      List<String> values = parameters.getOrDefault(name, List.of());
      return values.size() == 1 ? values.getFirst() : "";
    }

    /** Says which parameters came, never what they hold. */
    @Override
    public String toString() {
      return "CallbackReceived[parameters=" + parameters.keySet() + "]";
    }
  }

  /**
   * The upstream's server called {@link StepContext#notificationUri()} by itself; no browser is
   * there, so nobody can be signed in by it. The adapter authenticates the message; {@link
   * Outcome.KeepWaiting} keeps the new state and lets the person's next poll finish the step, also
   * where the news is a refusal. Any other outcome leaves the transaction as it was: a forged
   * message must not end what a person has begun.
   *
   * @param headers names in lower case
   * @param body as received, at most 64 KiB; not copied
   */
  record Notified(Map<String, List<String>> headers, byte[] body) implements Step {
    public Notified {
      headers = copyOf(headers);
    }

    /** Says how much came, never what it holds. */
    @Override
    public String toString() {
      return "Notified[" + body.length + " bytes]";
    }
  }

  /** The page that waits asked whether there is news. */
  record Polled() implements Step {}

  /**
   * The person asks for a fresh code in place of the one of {@link Outcome.ShowCode}; the state is
   * what came with that one, which counts no more. Answered by another {@link Outcome.ShowCode}.
   */
  record CodeDiscarded() implements Step {}

  /**
   * The frames of {@link Outcome.Capture} came: as many as were asked for, in order of index, of
   * the actions in their order, with times that are possible, within all bounds. Handled on a
   * thread of a bounded pool, not of the request; the frames are overwritten once it is answered.
   */
  record CaptureSubmitted(List<CaptureFrame> frames) implements Step {
    public CaptureSubmitted {
      frames = List.copyOf(frames);
    }

    /** Says how much came, never what it shows. */
    @Override
    public String toString() {
      return "CaptureSubmitted[" + frames + "]";
    }
  }

  /**
   * The capture came to nothing: its time is over, the camera failed, what was sent broke a rule,
   * or the person begins anew. The state is what came with {@link Outcome.Capture}; answered by
   * another one, in another order.
   */
  record CaptureDiscarded() implements Step {}

  /** The person turned back. The adapter may tell the upstream; any outcome is ignored. */
  record Cancelled() implements Step {}

  private static Map<String, List<String>> copyOf(Map<String, List<String>> lists) {
    return lists.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
  }
}
