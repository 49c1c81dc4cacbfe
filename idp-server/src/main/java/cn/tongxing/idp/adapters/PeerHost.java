package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.Told;
import java.util.Set;

/**
 * The upstreams that are told of citizens, each behind a circuit breaker of its own: one that takes
 * no news closes no way. Safe for concurrent use.
 */
public interface PeerHost {

  /**
   * The ways that want such news and are switched on. Of somebody new an upstream knows nothing: it
   * hears of them only where it may have name and document.
   */
  Set<String> hearing(CitizenNews.Kind kind);

  /** Those whose circuit is open now: nothing would be sent. */
  Set<String> resting();

  /** Whether the operator has said that it may have names and documents. */
  boolean mayKnowIdentity(String adapter);

  /** What left the house. */
  enum Handed {
    /** The upstream's adapter was not called. */
    NOTHING,
    /** The upstream's own accounts, level, way and time. */
    ACCOUNTS,
    /** Name or documents too. */
    FACTS
  }

  /**
   * How it went.
   *
   * @param handed whatever was answered: who says no, or nothing in time, may have it all the same
   */
  record Telling(Told told, Handed handed) {
    /** The upstream was not called. */
    public static Telling withoutCall(Told told) {
      return new Telling(told, Handed.NOTHING);
    }
  }

  /**
   * Tells one of them, within its deadline. Name and documents are left out where the operator has
   * not said that it may have them, documents of types that the way does not serve everywhere.
   * Whatever goes wrong is {@link Told.Later}; of whom it could say nothing is refused.
   */
  Telling tell(String adapter, CitizenNews news);
}
