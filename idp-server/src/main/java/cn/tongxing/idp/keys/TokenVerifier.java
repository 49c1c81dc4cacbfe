package cn.tongxing.idp.keys;

import java.util.Map;
import java.util.Optional;

/**
 * Checks tokens that we signed ourselves, with any key still published. The algorithm follows from
 * the key, the key from {@code kid} by map look-up; {@code jku}, {@code jwk}, {@code x5u}, {@code
 * x5c}, {@code crit} are refused (RFC 8725). Says nothing of {@code exp}, {@code aud} or
 * revocation.
 */
public interface TokenVerifier {

  /**
   * The claims, or empty if it is not a token of ours. Whole numbers come as {@code Long}.
   *
   * @param type the {@code typ} the token must have
   */
  Optional<Map<String, Object>> verify(String token, String type);
}
