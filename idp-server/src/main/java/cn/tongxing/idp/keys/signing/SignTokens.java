package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import java.util.Map;

/** Tokens as compact JWS. */
final class SignTokens implements TokenSigner {

  private final CompactJws jws;

  SignTokens(CompactJws jws) {
    this.jws = jws;
  }

  @Override
  public String sign(SigningAlgorithm algorithm, String type, Map<String, ?> claims) {
    return jws.sign(algorithm, type, Json.write(claims));
  }
}
