package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.BlindIndex;

/** HMAC-SM3 of domain and value. */
final class Sm3BlindIndex implements BlindIndex {

  private final byte[] key;

  Sm3BlindIndex(DataKeys keys) {
    this.key = keys.active();
  }

  @Override
  public byte[] of(String domain, String value) {
    return HmacSm3.of(key, Framing.of(domain, value));
  }
}
