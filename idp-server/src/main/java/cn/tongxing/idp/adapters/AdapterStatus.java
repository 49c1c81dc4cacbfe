package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.AdapterHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an adapter is on this node, for the operator.
 *
 * @param enabled whether it is switched on
 * @param health what the adapter says of itself
 * @param doors the front one, whose action is blank, and each way of its own
 */
public record AdapterStatus(
    String adapter, boolean enabled, AdapterHealth health, List<Door> doors) {

  public AdapterStatus {
    doors = List.copyOf(doors);
  }

  /**
   * What is behind one door, as calls of citizens met it.
   *
   * @param openUntil until when the circuit breaker lets nobody through; one call is tried after
   *     it; empty while it is closed
   * @param running calls at this moment
   * @param limit most calls at once
   * @param answered when the last call was answered since the start
   * @param failed the last call that was not
   */
  public record Door(
      String action,
      Optional<Instant> openUntil,
      int running,
      int limit,
      Optional<Instant> answered,
      Optional<Failure> failed) {}

  /**
   * A call that was not answered.
   *
   * @param diagnosis free of personal data
   */
  public record Failure(Instant at, String diagnosis) {}
}
