package cn.tongxing.idp.keys;

import java.nio.charset.StandardCharsets;

/**
 * Sealing of what is nobody's yet or not for long, and of the keys of persons ({@link
 * PersonSealing}): SM4-GCM under a data key, the data key under the key-encryption key. The sealed
 * form carries a version and the data key's id, so that old rows stay readable after a rotation.
 * Safe for concurrent use.
 */
public interface Sealing {

  /**
   * Seals; the place is bound in as associated data, so that a value moved elsewhere does not open.
   */
  byte[] seal(byte[] plaintext, SealedPlace place);

  /**
   * Opens.
   *
   * @throws SealBroken if the value was changed, moved, or sealed under a key that is gone
   */
  byte[] open(byte[] sealed, SealedPlace place);

  /** {@link #seal(byte[], SealedPlace)} of a text in UTF-8. */
  default byte[] sealText(String text, SealedPlace place) {
    return seal(text.getBytes(StandardCharsets.UTF_8), place);
  }

  /** {@link #open(byte[], SealedPlace)} read as UTF-8. */
  default String openText(byte[] sealed, SealedPlace place) {
    return new String(open(sealed, place), StandardCharsets.UTF_8);
  }
}
