package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.time.Instant;

/**
 * What an upstream gives to a caller to show at further calls.
 *
 * @param expires when the upstream stops accepting it
 */
public record UpstreamToken(Secret value, Instant expires) {

  /** Asks the upstream for a new one. */
  @FunctionalInterface
  public interface Source {

    /**
     * Fetches.
     *
     * @throws IOException if the upstream does not give one
     */
    UpstreamToken fetch() throws IOException;
  }
}
