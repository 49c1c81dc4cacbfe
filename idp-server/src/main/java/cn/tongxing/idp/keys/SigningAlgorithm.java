package cn.tongxing.idp.keys;

/** Algorithms we sign with (RFC 7518 3.1). */
public enum SigningAlgorithm {
  ES256,
  RS256
}
