package cn.tongxing.idp.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562 5.7): 48 bits of milliseconds, 74 random bits. */
public final class TimeOrderedId {

  /** Sorts after every id of any time, as PostgreSQL compares them. */
  public static final UUID GREATEST = new UUID(-1L, -1L);

  private TimeOrderedId() {}

  /** Sorts before every id of that millisecond or later; an id of nothing. */
  public static UUID leastAt(Instant time) {
    return new UUID(time.toEpochMilli() << 16, 0);
  }

  /** A fresh id for the given time. Ids of one millisecond sort at random. */
  public static UUID at(Instant time, SecureRandom random) {
    return at(time.toEpochMilli(), random.nextInt(0x1000), random);
  }

  /**
   * A fresh id that sorts by its place within the millisecond (RFC 9562 6.2, method 3).
   *
   * @param millisecond since 1970
   * @param place 0 to 4095
   */
  public static UUID at(long millisecond, int place, SecureRandom random) {
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    long high = (millisecond << 16) | 0x7000L | (place & 0xFFF);
    return new UUID(high, low);
  }

  /** The time in an id, to the millisecond. */
  public static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
