package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.Clause;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class Sm4SealingTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SealedPlace PLACE = new SealedPlace("document", "number", "42");
  private static final Map<Integer, byte[]> KEYS = Map.of(1, key(), 2, key());

  private final Sealing sealing = new Sm4Sealing(() -> new DataKeys(1, KEYS), RANDOM);

  @Test
  void whatWasSealedOpensInItsPlace() {
    assertThat(sealing.openText(sealing.sealText("350200199001010019", PLACE), PLACE))
        .isEqualTo("350200199001010019");
    assertThat(sealing.openText(sealing.sealText("", PLACE), PLACE)).isEmpty();
  }

  @Test
  @Clause("G5")
  void aValueMovedToAnotherTableColumnOrRowDoesNotOpen() {
    byte[] sealed = sealing.sealText("张三", PLACE);

    for (SealedPlace other :
        new SealedPlace[] {
          new SealedPlace("person", "number", "42"),
          new SealedPlace("document", "name", "42"),
          new SealedPlace("document", "number", "43"),
          new SealedPlace("documentn", "umber", "42")
        }) {
      assertThatThrownBy(() -> sealing.open(sealed, other)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void everyChangedByteIsNoticed() {
    byte[] sealed = sealing.sealText("张三", PLACE);

    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> sealing.open(changed, PLACE)).isInstanceOf(SealBroken.class);
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> sealing.open(cut, PLACE)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  @Clause("G6")
  void oldValuesStayReadableWhenAnotherDataKeySeals() {
    byte[] old = sealing.sealText("old", PLACE);
    Sealing rotated = new Sm4Sealing(() -> new DataKeys(2, KEYS), RANDOM);

    assertThat(rotated.openText(old, PLACE)).isEqualTo("old");
    assertThat(ByteBuffer.wrap(rotated.sealText("new", PLACE)).getInt(1)).isEqualTo(2);
    assertThatThrownBy(() -> new Sm4Sealing(keys(2, key()), RANDOM).open(old, PLACE))
        .isInstanceOf(SealBroken.class);
  }

  @Test
  @Clause("G5")
  void noInitializationVectorComesTwice() {
    Set<ByteBuffer> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] sealed = sealing.seal(new byte[0], PLACE);
      assertThat(seen.add(ByteBuffer.wrap(sealed, 5, Sm4Gcm.IV_BYTES).slice())).isTrue();
    }
  }

  @Test
  void aBrokenSealSaysWhereAndNotWhat() {
    assertThatThrownBy(() -> sealing.open("350200199001010019".getBytes(), PLACE))
        .hasMessageContaining("document")
        .hasMessageNotContaining("3502");
  }

  @Test
  void blindIndexesDifferByDomainAndAreStable() {
    Sm3BlindIndex index = new Sm3BlindIndex(keys(1, new byte[32]));

    assertThat(index.of("phone", "13800000000"))
        .hasSize(32)
        .isEqualTo(index.of("phone", "13800000000"))
        .isNotEqualTo(index.of("document", "13800000000"))
        .isNotEqualTo(index.of("phone1", "3800000000"));
  }

  @Test
  @Clause("T10")
  void keyedHashesDifferByPurposeAndCompare() {
    Sha256KeyedHash hash = new Sha256KeyedHash(ring());
    byte[] stored = hash.of("code", "abc");

    assertThat(stored).hasSize(32).isNotEqualTo(hash.of("token", "abc"));
    assertThat(hash.matches(stored, "code", "abc")).isTrue();
    assertThat(hash.matches(stored, "code", "abd")).isFalse();
    assertThat(hash.matches(stored, "codea", "bc")).isFalse();
    assertThat(hash.matches(new byte[0], "code", "abc")).isFalse();
  }

  private static byte[] key() {
    byte[] key = new byte[Sm4Gcm.KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  /** A key of its own for each purpose. */
  private static KeyRing ring() {
    var keys = new EnumMap<DataKeyPurpose, DataKeys>(DataKeyPurpose.class);
    for (var purpose : DataKeyPurpose.values()) {
      int id = purpose.ordinal() + 1;
      byte[] key = new byte[purpose.bytes()];
      RANDOM.nextBytes(key);
      keys.put(purpose, new DataKeys(id, Map.of(id, key)));
    }
    return new KeyRing(keys);
  }

  private static Supplier<DataKeys> keys(int id, byte[] key) {
    var keys = new DataKeys(id, Map.of(id, key));
    return () -> keys;
  }
}
