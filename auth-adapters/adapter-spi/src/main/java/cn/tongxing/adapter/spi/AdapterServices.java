package cn.tongxing.adapter.spi;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
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
   * A token that the upstream gives to us as a caller, or its set of keys; never anything of a
   * person. The host keeps it, sealed, for the whole cluster until it expires, and lets one caller
   * at a time fetch a new one.
   *
   * @param name which of the adapter's tokens: lower-case letters, digits and hyphens
   * @param deadline when to give up: use {@link StepContext#deadline()} or earlier
   * @throws IOException if the upstream does not give one, or nobody did before the deadline
   */
  UpstreamToken token(String name, UpstreamToken.Source source, Instant deadline)
      throws IOException;

  /**
   * Drops a token that the upstream refuses before its time, unless a newer one has replaced it.
   */
  void dropToken(String name, UpstreamToken refused);

  /**
   * Keyed digest (HMAC) of what may never be stored, such as the number of a bank card: the same in
   * the whole cluster and for this adapter only, so that one value can be recognised again and not
   * be read. 64 characters of lower-case hex.
   *
   * @param purpose of the value: lower-case letters, digits and hyphens
   */
  String digest(String purpose, Secret value);

  /**
   * Adds one to a counter of the adapter's own, which the operator reads beside the host's (which
   * count and time every step already).
   *
   * @param name constant, and nothing of a person: lower-case letters, digits and hyphens, at most
   *     40; of more than twenty names of one adapter, the later ones are counted together
   */
  void count(String name);

  /**
   * Processes of a program, for native code that must not run in the server's own. Started when
   * they are first asked; ended with the server, or by {@link Workers#close}.
   */
  Workers workers(WorkerProgram program);
}
