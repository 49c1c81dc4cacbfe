package cn.tongxing.idp.keys.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.testing.Clause;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@Clause({"PIPL 47", "G5"})
class Sm4PersonSealingTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final SealedPlace PLACE = new SealedPlace("person_claim", "value", "42");

  private final DataKeys keys = new DataKeys(1, Map.of(1, key(), 2, key()));
  private final Sealing wrapping = new Sm4Sealing(() -> keys, RANDOM);
  private final PersonKey one = sealing().newKey(new PersonId(UUID.randomUUID()));
  private final PersonKey other = sealing().newKey(new PersonId(UUID.randomUUID()));

  private static byte[] key() {
    byte[] key = new byte[Sm4Gcm.KEY_BYTES];
    RANDOM.nextBytes(key);
    return key;
  }

  /** One that remembers nothing yet. */
  private Sm4PersonSealing sealing() {
    return new Sm4PersonSealing(wrapping, RANDOM);
  }

  /** As a statement reads it. */
  private static byte[] keyed(byte[] wrapped, byte[] value) {
    return ByteBuffer.allocate(wrapped.length + value.length).put(wrapped).put(value).array();
  }

  @Test
  void whatWasSealedOpensBehindTheKeyOfItsPerson() {
    byte[] value = sealing().sealText(one, "张三", PLACE);

    assertThat(sealing().openText(keyed(one.wrapped(), value), PLACE)).isEqualTo("张三");
    assertThat(sealing().openText(keyed(one.wrapped(), sealing().sealText(one, "", PLACE)), PLACE))
        .isEmpty();
    assertThat(one.toString()).isEqualTo("PersonKey[" + one.person() + "]");
  }

  @Test
  void aValueOfAnotherPersonDoesNotOpenAndNeitherDoesOneThatWasMoved() {
    byte[] value = sealing().sealText(one, "张三", PLACE);
    var elsewhere = new SealedPlace("person_claim", "value", "43");
    byte[] renamed = value.clone();
    ByteBuffer.wrap(renamed)
        .putLong(1, other.person().value().getMostSignificantBits())
        .putLong(9, other.person().value().getLeastSignificantBits());

    assertBroken(keyed(other.wrapped(), value), PLACE);
    assertBroken(keyed(other.wrapped(), renamed), PLACE);
    assertBroken(keyed(one.wrapped(), renamed), PLACE);
    assertBroken(keyed(one.wrapped(), value), elsewhere);
  }

  @Test
  void aKeyPutIntoAnotherPersonsRowOpensAndSealsNothing() {
    var swapped = new PersonKey(other.person(), one.wrapped());

    assertThatThrownBy(() -> sealing().sealText(swapped, "张三", PLACE))
        .isInstanceOf(SealBroken.class)
        .hasMessageContaining("seal_key");
    var remembers = sealing();
    byte[] _ = remembers.sealText(one, "张三", PLACE);
    assertThatThrownBy(() -> remembers.sealText(swapped, "张三", PLACE))
        .as("where the key is remembered as its own person's")
        .isInstanceOf(SealBroken.class);
  }

  @Test
  void everyChangedByteOfKeyAndValueIsNoticed() {
    byte[] keyed = keyed(one.wrapped(), sealing().sealText(one, "张三", PLACE));

    for (int i = 0; i < keyed.length; i++) {
      byte[] changed = keyed.clone();
      changed[i] ^= 1;
      assertBroken(changed, PLACE);
    }
    for (int length = 0; length < keyed.length; length++) {
      assertBroken(Arrays.copyOf(keyed, length), PLACE);
    }
  }

  @Test
  void aKeyThatIsWrappedAnewOpensWhatItSealedBefore() {
    byte[] value = sealing().sealText(one, "张三", PLACE);
    var place = new SealedPlace("person", "seal_key", one.person().toString());
    var next = new Sm4Sealing(() -> new DataKeys(2, Map.of(2, keys.find(2).orElseThrow())), RANDOM);
    byte[] anew = next.seal(wrapping.open(one.wrapped(), place), place);

    var afterwards = new Sm4PersonSealing(next, RANDOM);
    assertThat(afterwards.openText(keyed(anew, value), PLACE)).isEqualTo("张三");
    assertThatThrownBy(() -> afterwards.openText(keyed(one.wrapped(), value), PLACE))
        .isInstanceOf(SealBroken.class);
  }

  private void assertBroken(byte[] keyed, SealedPlace place) {
    assertThatThrownBy(() -> sealing().openText(keyed, place)).isInstanceOf(SealBroken.class);
  }
}
