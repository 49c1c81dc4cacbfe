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

  /**
   * Tells one of them, within its deadline. Name and documents are left out where the operator has
   * not said that it may have them, documents of types that the way does not serve everywhere.
   * Whatever goes wrong is {@link Told.Later}; of whom it could say nothing is refused.
   */
  Told tell(String adapter, CitizenNews news);
}
