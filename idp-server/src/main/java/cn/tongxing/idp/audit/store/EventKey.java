package cn.tongxing.idp.audit.store;

import java.util.UUID;

/**
 * The order of sealing: by transaction, then by id, both as PostgreSQL compares them.
 *
 * @param transaction the full transaction id ({@code xid8}), unsigned
 */
public record EventKey(long transaction, UUID event) implements Comparable<EventKey> {

  /** Before all others. */
  public static final EventKey FIRST = new EventKey(0, new UUID(0, 0));

  @Override
  public int compareTo(EventKey other) {
    int byTransaction = Long.compareUnsigned(transaction, other.transaction);
    if (byTransaction != 0) {
      return byTransaction;
    }
    // UUID.compareTo is signed, PostgreSQL's order is that of the bytes.
    int byHigh =
        Long.compareUnsigned(event.getMostSignificantBits(), other.event.getMostSignificantBits());
    return byHigh != 0
        ? byHigh
        : Long.compareUnsigned(
            event.getLeastSignificantBits(), other.event.getLeastSignificantBits());
  }

  /** The transaction as PostgreSQL writes it. */
  String transactionText() {
    return Long.toUnsignedString(transaction);
  }
}
