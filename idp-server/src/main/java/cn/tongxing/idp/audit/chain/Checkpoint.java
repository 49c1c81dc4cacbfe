package cn.tongxing.idp.audit.chain;

import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint states.
 *
 * @param position the last link covered
 * @param hash that link, in hexadecimal: it covers all before it
 * @param previous the position of the checkpoint before, or 0
 * @param at when it was signed, in seconds
 */
record Checkpoint(long position, String hash, long previous, long at) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static Checkpoint of(long position, byte[] hash, long previous, long at) {
    return new Checkpoint(position, HexFormat.of().formatHex(hash), previous, at);
  }

  static Optional<Checkpoint> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, Checkpoint.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  String text() {
    return JSON.writeValueAsString(this);
  }

  boolean states(byte[] link) {
    return HexFormat.of().formatHex(link).equals(hash);
  }
}
