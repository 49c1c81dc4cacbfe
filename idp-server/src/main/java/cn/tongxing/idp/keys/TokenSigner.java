package cn.tongxing.idp.keys;

import java.util.Map;

/**
 * Signs tokens with the active key of an algorithm. Safe for concurrent use, native where it can.
 */
public interface TokenSigner {

  /**
   * A compact JWS.
   *
   * @param type the {@code typ} header: {@code JWT}, {@code at+jwt}, {@code logout+jwt}
   * @param claims numbers, strings, booleans, lists and maps of these; times in seconds
   */
  String sign(SigningAlgorithm algorithm, String type, Map<String, ?> claims);
}
