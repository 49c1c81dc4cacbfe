package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.BlindIndex;
import java.util.function.Supplier;

/** HMAC-SM3 of domain and value. */
final class Sm3BlindIndex implements BlindIndex {

  private final Supplier<DataKeys> keys;

  Sm3BlindIndex(Supplier<DataKeys> keys) {
    this.keys = keys;
  }

  @Override
  public byte[] of(String domain, String value) {
    return HmacSm3.of(keys.get().active(), Framing.of(domain, value));
  }
}
