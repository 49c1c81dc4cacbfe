package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.protocol.grant.GrantToken.Kind;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Codes and refresh tokens: a prefix, then base64url of grant id (16 bytes), secret (32 bytes) and
 * tag (8 bytes). The tag is a keyed hash of the rest, so that a made-up value is refused without a
 * query; the id finds the row by its primary key; the secret is what the stored hash is of.
 */
@Component
public class GrantTokens {

  private static final int ID = 16;
  private static final int SECRET = 32;
  private static final int TAG = 8;
  private static final int LENGTH = ID + SECRET + TAG;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;
  private final SecureRandom random;

  GrantTokens(KeyedHash hash, SecureRandom random) {
    this.hash = hash;
    this.random = random;
  }

  /** A fresh one. */
  public GrantToken mint(Kind kind, GrantId grant) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    return assemble(kind, grant, secret);
  }

  /**
   * The refresh token that follows the given one: always the same, so that a client whose answer
   * was lost gets it again although only hashes are stored.
   */
  GrantToken successor(GrantToken presented) {
    return assemble(
        Kind.REFRESH, presented.grant(), hash.of("refresh-successor", presented.reveal()));
  }

  /** The token, if it is one of ours and of this kind, letter by letter. */
  public Optional<GrantToken> parse(Kind kind, String text) {
    if (!text.startsWith(kind.prefix())) {
      return Optional.empty();
    }
    String encoded = text.substring(kind.prefix().length());
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
    if (bytes.length != LENGTH || !ENCODER.encodeToString(bytes).equals(encoded)) {
      return Optional.empty();
    }
    byte[] tag = Arrays.copyOfRange(bytes, ID + SECRET, LENGTH);
    if (!MessageDigest.isEqual(tag, tag(kind, Arrays.copyOf(bytes, ID + SECRET)))) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes);
    var grant = new GrantId(new UUID(buffer.getLong(), buffer.getLong()));
    return Optional.of(new GrantToken(kind, grant, text));
  }

  /** What is stored of a token. */
  byte[] hash(GrantToken token) {
    return hash.of(token.kind().purpose(), token.reveal());
  }

  private GrantToken assemble(Kind kind, GrantId grant, byte[] secret) {
    byte[] body =
        ByteBuffer.allocate(ID + SECRET)
            .putLong(grant.value().getMostSignificantBits())
            .putLong(grant.value().getLeastSignificantBits())
            .put(secret)
            .array();
    byte[] bytes = Arrays.copyOf(body, LENGTH);
    System.arraycopy(tag(kind, body), 0, bytes, ID + SECRET, TAG);
    return new GrantToken(kind, grant, kind.prefix() + ENCODER.encodeToString(bytes));
  }

  private byte[] tag(Kind kind, byte[] body) {
    return Arrays.copyOf(hash.of(kind.purpose() + "-tag", body), TAG);
  }
}
