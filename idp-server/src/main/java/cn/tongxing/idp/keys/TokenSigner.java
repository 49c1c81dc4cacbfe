package cn.tongxing.idp.keys;

import java.util.Map;
import java.util.Optional;

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

  /**
   * What binds an ID token to a value that is issued beside it ({@code at_hash}, OpenID Connect
   * Core 3.1.3.6): the first half of the algorithm's own hash, in base64url. Empty for an algorithm
   * that no standard names a hash for.
   */
  Optional<String> halfHash(SigningAlgorithm algorithm, String value);
}
