package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.UpstreamToken;
import java.io.IOException;
import java.time.Instant;

/**
 * Cache of access tokens and key sets that upstreams give to this server as their client, one for
 * the whole cluster. Safe for concurrent use.
 */
public interface UpstreamTokens {

  /** Which token of which adapter. */
  record Name(String adapter, String token) {
    public Name {
      if (!token.matches("[a-z][a-z0-9-]{0,39}")) {
        throw new IllegalArgumentException("name of a token: " + token);
      }
    }
  }

  /**
   * The token, fetched if nobody has one that is good; of several callers at once, one fetches.
   *
   * @throws IOException if the upstream does not give one, or nobody did before the deadline
   */
  UpstreamToken get(Name name, UpstreamToken.Source source, Instant deadline) throws IOException;

  /** Drops a token that the upstream refuses, unless another one is kept by now. */
  void drop(Name name, UpstreamToken refused);
}
