package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Version (1 byte), person (16), IV (12), ciphertext, tag (16). Version, person and place are the
 * associated data. Keys that were unwrapped are remembered for a minute at most, found by person
 * and wrapped form together: who has only one of the two finds nothing.
 */
final class Sm4PersonSealing implements PersonSealing {

  /** Behind the version of values under a data key. */
  private static final byte VERSION = 2;

  private static final int HEAD = 1 + 2 * Long.BYTES;

  /** Some 400 bytes each. */
  private static final int REMEMBERED = 4_096;

  /** A person's operations come in a row; longer, a key of somebody erased would outlive them. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Sealing wrapping;
  private final SecureRandom random;
  private final Cache<ByteBuffer, byte[]> unwrapped =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterWrite(KEPT)
          .scheduler(Scheduler.systemScheduler()) // also where nobody asks any more
          .build();

  /**
   * Sealing under keys of persons.
   *
   * @param wrapping wraps these keys
   */
  Sm4PersonSealing(Sealing wrapping, SecureRandom random) {
    this.wrapping = wrapping;
    this.random = random;
  }

  @Override
  public PersonKey newKey(PersonId person) {
    byte[] key = new byte[Sm4Gcm.KEY_BYTES];
    random.nextBytes(key);
    PersonKey made = new PersonKey(person, wrapping.seal(key, place(person)));
    unwrapped.put(name(made), key);
    return made;
  }

  @Override
  public byte[] sealText(PersonKey key, String text, SealedPlace place) {
    byte[] iv = new byte[Sm4Gcm.IV_BYTES];
    random.nextBytes(iv);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] encrypted = Sm4Gcm.encrypt(unwrap(key), iv, associated(key.person(), place), plain);
    return head(ByteBuffer.allocate(HEAD + iv.length + encrypted.length), key.person())
        .put(iv)
        .put(encrypted)
        .array();
  }

  @Override
  public String openText(byte[] keyed, SealedPlace place) {
    int iv = PersonKey.BYTES + HEAD;
    int text = iv + Sm4Gcm.IV_BYTES;
    if (keyed.length < text + Sm4Gcm.TAG_BYTES || keyed[PersonKey.BYTES] != VERSION) {
      throw new SealBroken(place);
    }
    PersonKey key = keyOf(keyed);
    try {
      byte[] plain =
          Sm4Gcm.decrypt(
              unwrap(key),
              Arrays.copyOfRange(keyed, iv, text),
              associated(key.person(), place),
              keyed,
              text);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (InvalidCipherTextException e) {
      throw new SealBroken(place);
    }
  }

  /** The same text, from one place to another, under the same key; the value without its key. */
  byte[] move(byte[] keyed, SealedPlace from, SealedPlace to) {
    return sealText(keyOf(keyed), openText(keyed, from), to);
  }

  private static PersonKey keyOf(byte[] keyed) {
    ByteBuffer read = ByteBuffer.wrap(keyed);
    int person = PersonKey.BYTES + 1;
    return new PersonKey(
        new PersonId(new UUID(read.getLong(person), read.getLong(person + Long.BYTES))),
        Arrays.copyOf(keyed, PersonKey.BYTES));
  }

  private byte[] unwrap(PersonKey key) {
    ByteBuffer name = name(key);
    return Optional.ofNullable(unwrapped.getIfPresent(name))
        .orElseGet(() -> {
          byte[] opened = wrapping.open(key.wrapped(), place(key.person()));
          unwrapped.put(name, opened);
          return opened;
        });
  }

  private static ByteBuffer name(PersonKey key) {
    return head(ByteBuffer.allocate(HEAD + PersonKey.BYTES), key.person())
        .put(key.wrapped())
        .flip();
  }

  private static SealedPlace place(PersonId person) {
    return new SealedPlace("person", "seal_key", person.toString());
  }

  private static byte[] associated(PersonId person, SealedPlace place) {
    byte[] framed = Framing.of(place.table(), place.column(), place.row());
    return head(ByteBuffer.allocate(HEAD + framed.length), person).put(framed).array();
  }

  private static ByteBuffer head(ByteBuffer into, PersonId person) {
    return into.put(VERSION)
        .putLong(person.value().getMostSignificantBits())
        .putLong(person.value().getLeastSignificantBits());
  }
}
