package cn.tongxing.idp.keys.password;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Argon2id, version 0x13 (RFC 9106), in the PHC string form. */
record Argon2idHash(Cost cost, byte[] salt, byte[] value) implements StoredHash {

  /**
   * What one hash costs.
   *
   * @param memory in KiB
   */
  record Cost(int memory, int passes, int lanes) {

    /**
     * 7 MiB and 5 passes: one of the sets of equal strength that OWASP's password storage cheat
     * sheet names, and the one that takes least time and memory of them.
     */
    static final Cost CURRENT = new Cost(7 * 1024, 5, 1);

    /** Two of these at once are found room for in a small heap. */
    static final int MOST_MEMORY = 64 * 1024;

    boolean isBounded() {
      return memory >= 8 * lanes
          && memory <= MOST_MEMORY
          && passes <= 16
          && passes >= 1
          && lanes >= 1
          && lanes <= 8;
    }

    boolean isAtLeast(Cost other) {
      return (long) memory * passes >= (long) other.memory * other.passes;
    }
  }

  static final Argon2id FUNCTION = Argon2id.fastest();

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86}={0,2})\\$([A-Za-z0-9+/]{16,86}={0,2})");

  static Argon2idHash make(String password, byte[] salt) {
    return new Argon2idHash(Cost.CURRENT, salt, FUNCTION.compute(password, Cost.CURRENT, salt, 32));
  }

  static Optional<Argon2idHash> parse(String encoded) {
    Matcher matcher = FORM.matcher(encoded);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Cost cost =
        new Cost(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)));
    if (!cost.isBounded()) {
      return Optional.empty();
    }
    try {
      Base64.Decoder decoder = Base64.getDecoder();
      return Optional.of(
          new Argon2idHash(
              cost, decoder.decode(matcher.group(4)), decoder.decode(matcher.group(5))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean matches(String password) {
    return MessageDigest.isEqual(value, FUNCTION.compute(password, cost, salt, value.length));
  }

  /** The PHC string. */
  String encoded() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memory,
            cost.passes,
            cost.lanes,
            encoder.encodeToString(salt),
            encoder.encodeToString(value));
  }

  @Override
  public String toString() {
    return "Argon2idHash[" + cost + "]";
  }
}
