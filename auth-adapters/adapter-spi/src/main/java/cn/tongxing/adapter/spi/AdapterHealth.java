package cn.tongxing.adapter.spi;

import java.time.Instant;
import java.util.Optional;

/**
 * How an adapter is, for the operator: what it can say without a citizen. How calls of citizens
 * went, the host sees by itself.
 *
 * @param problem one sentence in English on what does not work; never a secret or a person's data
 * @param until when the first thing runs out that somebody must renew: a certificate, a licence, a
 *     contract
 */
public record AdapterHealth(Optional<String> problem, Optional<Instant> until) {

  public AdapterHealth {
    if (problem.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("a problem in words");
    }
  }

  /** Nothing is known to be wrong, and nothing runs out. */
  public static AdapterHealth well() {
    return new AdapterHealth(Optional.empty(), Optional.empty());
  }

  /** Nothing is known to be wrong before this moment. */
  public static AdapterHealth wellUntil(Instant end) {
    return new AdapterHealth(Optional.empty(), Optional.of(end));
  }

  /** Something is wrong. */
  public static AdapterHealth ill(String problem) {
    return new AdapterHealth(Optional.of(problem), Optional.empty());
  }
}
