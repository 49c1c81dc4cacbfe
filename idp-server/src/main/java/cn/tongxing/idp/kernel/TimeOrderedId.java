package cn.tongxing.idp.kernel;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Makes UUIDs of version 7 (RFC 9562 5.7): 48 bits of milliseconds, 74 random bits. */
public final class TimeOrderedId {

  private TimeOrderedId() {}

  /** A fresh id for the given time. */
  public static UUID at(Instant time, SecureRandom random) {
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    long high = (time.toEpochMilli() << 16) | 0x7000L | random.nextInt(0x1000);
    return new UUID(high, low);
  }

  /** The time in an id, to the millisecond. */
  public static Instant timeOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
  }
}
