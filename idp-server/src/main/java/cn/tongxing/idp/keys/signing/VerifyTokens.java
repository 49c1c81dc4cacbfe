package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.TokenVerifier;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link SignTokens} made. */
final class VerifyTokens implements TokenVerifier {

  private final CompactJws jws;

  VerifyTokens(CompactJws jws) {
    this.jws = jws;
  }

  @Override
  public Optional<Map<String, Object>> verify(String token, String type) {
    return jws.verify(token, type).flatMap(Json::readObject);
  }
}
