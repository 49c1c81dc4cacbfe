package cn.tongxing.idp.upkeep;

import java.time.Instant;
import java.util.UUID;

/**
 * Keyset pagination of what is due, the earliest first.
 *
 * @param item that is due; it is logged
 * @param mark where it stands among all
 */
public record Due<T>(T item, Mark mark) {

  /**
   * A place in that order.
   *
   * @param at when it was due
   * @param id of its row, among those of one time
   */
  public record Mark(Instant at, UUID id) {

    /** Before everything. */
    public static final Mark FIRST = new Mark(Instant.EPOCH, new UUID(0, 0));
  }
}
