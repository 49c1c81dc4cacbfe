package cn.tongxing.idp.keys.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Compact JWS (RFC 7515 7.1) of our own keys, made and checked. */
final class CompactJws {

  /** Longer tokens are refused before anything is parsed. Ours are below 2,000 characters. */
  static final int LONGEST = 8192;

  /**
   * All that our headers have. Whatever else comes, {@code crit} and {@code jwk} too, is refused.
   */
  private static final Set<String> HEADER = Set.of("alg", "kid", "typ");

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final CurrentKeys keys;

  CompactJws(CurrentKeys keys) {
    this.keys = keys;
  }

  String sign(SigningAlgorithm algorithm, String type, byte[] payload) {
    LoadedKey key = keys.get().active(algorithm);
    byte[] head = key.head(type);
    byte[] body = ENCODER.encode(payload);
    byte[] input = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, input, head.length, body.length);
    byte[] tail = ENCODER.encode(key.sign(input));
    byte[] token = Arrays.copyOf(input, input.length + 1 + tail.length);
    token[input.length] = '.';
    System.arraycopy(tail, 0, token, input.length + 1, tail.length);
    return new String(token, ISO_8859_1);
  }

  /** What was signed, and by which key. */
  static final class Signed {

    private final String kid;
    private final byte[] payload;

    private Signed(String kid, byte[] payload) {
      this.kid = kid;
      this.payload = payload;
    }

    String kid() {
      return kid;
    }

    /** Not to be changed. */
    byte[] payload() {
      return payload;
    }
  }

  /** A token signed with a key that is still published. */
  Optional<Signed> verify(String token, String type) {
    return verify(token, type, kid -> keys.get().published(kid));
  }

  /** Whether what this key signed is still good. */
  boolean isPublished(String kid) {
    return keys.get().published(kid).isPresent();
  }

  /** The payload of a record signed with any key there ever was. */
  Optional<byte[]> verifyRecord(String token, String type) {
    return verify(token, type, kid -> keys.get().ever(kid)).map(Signed::payload);
  }

  private Optional<Signed> verify(
      String token, String type, Function<String, Optional<LoadedKey>> find) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    int first = token.indexOf('.');
    int last = token.lastIndexOf('.');
    if (first <= 0 || last == first || token.indexOf('.', first + 1) != last) {
      return Optional.empty();
    }
    byte[] input = token.substring(0, last).getBytes(US_ASCII);
    return decode(token.substring(0, first))
        .flatMap(Json::readObject)
        .flatMap(header -> key(header, type, find))
        .filter(key ->
            decode(token.substring(last + 1)).filter(value -> key.verify(input, value)).isPresent())
        .flatMap(key ->
            decode(token.substring(first + 1, last))
                .map(payload -> new Signed(key.kid(), payload)));
  }

  /** The key that the header names, if all the rest of it is as that key's headers are. */
  private static Optional<LoadedKey> key(
      Map<String, Object> header, String type, Function<String, Optional<LoadedKey>> find) {
    if (!header.keySet().equals(HEADER)
        || !type.equals(header.get("typ"))
        || !(header.get("kid") instanceof String kid)) {
      return Optional.empty();
    }
    return find.apply(kid).filter(key -> key.algorithm().jose().equals(header.get("alg")));
  }

  /** Strict: neither padding nor stray bits, so that a token has one spelling only. */
  private static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = DECODER.decode(text);
      return ENCODER.encodeToString(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
