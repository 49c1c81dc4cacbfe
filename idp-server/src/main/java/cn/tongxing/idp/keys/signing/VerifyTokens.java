package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.TokenVerifier;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@link SignTokens} made. A signature that was found good is remembered by the token's
 * digest, since an application shows the same access token with every call; its key is looked for
 * each time, so that what a withdrawn key signed is good for nothing at once.
 */
final class VerifyTokens implements TokenVerifier {

  /** Some 1,500 bytes each. */
  private static final int REMEMBERED = 2_000;

  /** As long as an access token usually lives. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final CompactJws jws;
  private final Cache<ByteBuffer, Verified> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(KEPT).build();

  VerifyTokens(CompactJws jws) {
    this.jws = jws;
  }

  private record Verified(String type, String kid, Map<String, Object> claims) {}

  @Override
  public Optional<Map<String, Object>> verify(String token, String type) {
    if (token.length() > CompactJws.LONGEST) {
      return Optional.empty();
    }
    ByteBuffer digest = digest(token);
    Verified before = verified.getIfPresent(digest);
    if (before != null) {
      return Optional.of(before)
          .filter(it -> it.type().equals(type) && jws.isPublished(it.kid()))
          .map(Verified::claims);
    }
    return jws.verify(token, type)
        .flatMap(signed ->
            Json.readObject(signed.payload())
                .map(claims ->
                    new Verified(type, signed.kid(), Collections.unmodifiableMap(claims))))
        .map(read -> {
          verified.put(digest, read);
          return read.claims();
        });
  }

  private static ByteBuffer digest(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
