package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.kernel.SessionId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * The cookie's value: base64url of the session's id (16 bytes) and 256 random bits. The id finds
 * the row by its primary key; only the hash of the whole proves the right to it.
 */
record SessionCookie(SessionId session, String value) {

  /** Name space of the hash that is stored. */
  static final String PURPOSE = "session-cookie";

  private static final int RANDOM_BYTES = 32;
  private static final int BYTES = 16 + RANDOM_BYTES;
  private static final int CHARACTERS = BYTES / 3 * 4;

  static SessionCookie fresh(SessionId session, SecureRandom random) {
    byte[] secret = new byte[RANDOM_BYTES];
    random.nextBytes(secret);
    UUID id = session.value();
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .put(secret)
            .array();
    return new SessionCookie(
        session, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Reads what a browser sent; empty if it cannot be a value of ours. */
  static Optional<SessionCookie> parse(String value) {
    if (value.length() != CHARACTERS) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
      UUID id = new UUID(bytes.getLong(), bytes.getLong());
      return Optional.of(new SessionCookie(new SessionId(id), value));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Without the value. */
  @Override
  public String toString() {
    return "SessionCookie[" + session + "]";
  }
}
