package cn.tongxing.idp.client;

import cn.tongxing.idp.keys.PublicKeys;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The public keys of a client, as registered (RFC 7591 2): in one of two ways, never both. */
public sealed interface ClientKeys {

  /** Those of the registration, if they stand there. */
  default Optional<PublicKeys> inline() {
    return this instanceof Inline(var keys) ? Optional.of(keys) : Optional.empty();
  }

  /** The address, if they stand there. */
  default Optional<URI> address() {
    return this instanceof AtAddress(var uri, _) ? Optional.of(uri) : Optional.empty();
  }

  /** In the registration ({@code jwks}). */
  record Inline(PublicKeys keys) implements ClientKeys {}

  /**
   * Where the client publishes them ({@code jwks_uri}).
   *
   * @param last what was read there; empty in a registration that leaves it as it is
   */
  record AtAddress(URI uri, Optional<Fetched> last) implements ClientKeys {}

  /**
   * Keys that were read at their address.
   *
   * @param at when it was begun to read them there
   * @param askedAt when it was last begun to read there
   * @param outcome what came of the last reading
   */
  record Fetched(PublicKeys keys, Instant at, Instant askedAt, Outcome outcome) {}

  /** What came of a reading at an address. */
  enum Outcome {
    /** It is not known to have ended: nothing follows from it, for or against older keys. */
    UNDER_WAY,
    READ,
    /** It ended without an answer that could be read. */
    FAILED
  }
}
