package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What the host lends to an adapter. Safe for concurrent use. */
public interface AdapterServices {

  /** HTTP to the hosts of {@code egress} only, with the host's time-outs, without redirects. */
  UpstreamHttp http();

  /** The server's clock. */
  InstantSource clock();

  /** The server's source of randomness. */
  SecureRandom random();

  /**
   * A token that the upstream gives to us as a caller, never one of a person. The host keeps it for
   * the whole cluster until it expires and lets one caller at a time fetch a new one; this default
   * keeps nothing.
   *
   * @param name which of the adapter's tokens
   */
  default UpstreamToken token(String name, UpstreamToken.Source source) throws IOException {
    return source.fetch();
  }

  /**
   * Drops a token that the upstream refuses before its time, unless a newer one has replaced it.
   */
  default void dropToken(String name, UpstreamToken refused) {}
}
