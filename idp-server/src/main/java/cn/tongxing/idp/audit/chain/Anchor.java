package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.store.ChainRow;
import cn.tongxing.idp.audit.store.EventKey;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is signed of an archive: where it ends, and what of it is in the database still.
 *
 * @param position the last link in the archive
 * @param hash that link, in hexadecimal
 * @param transaction its event's transaction
 * @param event its event's id
 * @param first the first position in the archive
 * @param covered the last position up to here that a checkpoint covers, or 0
 * @param left how many archived events are in the database still, being of a month that stays
 * @param leftHash over those, in hexadecimal: each linked to the one before
 * @param at when it was signed, in seconds
 */
record Anchor(
    long position,
    String hash,
    String transaction,
    String event,
    long first,
    long covered,
    long left,
    String leftHash,
    long at) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  Anchor {
    Objects.requireNonNull(hash);
    Objects.requireNonNull(transaction);
    Objects.requireNonNull(event);
    Objects.requireNonNull(leftHash);
  }

  /**
   * What is left in the database of what is archived.
   *
   * @param hash in hexadecimal
   */
  record Left(long count, String hash) {
    boolean is(Anchor anchor) {
      return count == anchor.left && hash.equals(anchor.leftHash);
    }
  }

  static Anchor of(ChainRow last, long first, long covered, Left left, long at) {
    HexFormat hex = HexFormat.of();
    return new Anchor(
        last.position(),
        hex.formatHex(last.hash()),
        Long.toUnsignedString(last.key().transaction()),
        last.key().event().toString(),
        first,
        covered,
        left.count(),
        left.hash(),
        at);
  }

  /** Empty for any other statement, such as a checkpoint. */
  static Optional<Anchor> parse(String text) {
    try {
      return Optional.ofNullable(JSON.readValue(text, Anchor.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  String text() {
    return JSON.writeValueAsString(this);
  }

  /** The last link in the archive. */
  ChainRow row() {
    EventKey key = new EventKey(Long.parseUnsignedLong(transaction), UUID.fromString(event));
    return new ChainRow(position, key, HexFormat.of().parseHex(hash));
  }
}
