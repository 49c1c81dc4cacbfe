package cn.tongxing.simulator;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a simulator runs.
 *
 * @param port 0 for any free one
 * @param data where secrets are kept and the other side's settings are written; empty keeps all in
 *     memory
 * @param slowness delay of the fault {@code slow}
 * @param queriesPerNumber how often the register may be asked about one number in ten minutes
 * @param ownNamespaceOnly whether the register refuses requests of another namespace than its own
 */
public record SimulatorSettings(
    int port,
    Optional<Path> data,
    Duration slowness,
    int queriesPerNumber,
    boolean ownNamespaceOnly,
    InstantSource clock,
    SecureRandom random) {

  /** For embedding in tests: a free port, nothing on disk. */
  public static SimulatorSettings inMemory(InstantSource clock, SecureRandom random) {
    return new SimulatorSettings(
        0, Optional.empty(), Duration.ofSeconds(3), 20, false, clock, random);
  }

  /** The same with another delay of slow answers. */
  public SimulatorSettings withSlowness(Duration delay) {
    return new SimulatorSettings(
        port, data, delay, queriesPerNumber, ownNamespaceOnly, clock, random);
  }

  /** The same with another limit of queries per number. */
  public SimulatorSettings withQueriesPerNumber(int queries) {
    return new SimulatorSettings(port, data, slowness, queries, ownNamespaceOnly, clock, random);
  }

  /** The same with a register that looks at the namespace. */
  public SimulatorSettings withOwnNamespaceOnly() {
    return new SimulatorSettings(port, data, slowness, queriesPerNumber, true, clock, random);
  }
}
