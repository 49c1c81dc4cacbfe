package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The configured adapters, each behind its own guards. Safe for concurrent use. */
public interface AdapterHost {

  /**
   * The ways that are configured and switched on: in the order that is configured, then of their
   * ids.
   */
  List<OfferedAdapter> ways();

  /** One of {@link #ways()}; empty for an unknown, unconfigured or switched-off adapter. */
  Optional<OfferedAdapter> way(String adapter);

  /** A picture of {@link OfferedAdapter#icon}, by its name; empty if it is none of ours. */
  Optional<byte[]> icon(String name);

  /**
   * How every configured adapter is on this node, switched off or not, in the order of {@link
   * #ways()}. Asks each of them, all at once, for a second at most; what they say is kept for some
   * seconds, whoever asks how often.
   */
  List<AdapterStatus> statuses();

  /**
   * Lets an adapter answer a step, on a thread of its own, until the adapter's deadline. Whatever
   * goes wrong is an answer: an exception, a late or missing answer, a redirect to a host that the
   * configuration does not name, something that the descriptor does not declare, a full bulkhead,
   * an open circuit, a switched-off or unknown adapter are all {@link Outcome.Unavailable}. A late
   * answer is thrown away. Failures of calls that were made are recorded as {@code
   * UPSTREAM_UNAVAILABLE}.
   */
  Outcome handle(String adapter, Step step, AdapterCall call);

  /**
   * The same for the frames of a capture, on a thread of a bounded pool.
   *
   * @return empty if no thread was free in a few seconds: nothing was handed over
   */
  Optional<Outcome> capture(String adapter, Step.CaptureSubmitted step, AdapterCall call);

  /**
   * Where a browser ends its session at the adapter's upstream; empty where the adapter does not
   * declare it, is switched off, known to be down, slow, or names a host that it may not.
   *
   * @param back where the upstream sends it on
   */
  Optional<URI> signOut(String adapter, URI back);

  /** Tells an adapter that the person turned back; does not wait, and the answer is ignored. */
  void cancel(String adapter, AdapterCall call);
}
