package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Tokens as compact JWS. */
final class SignTokens implements TokenSigner {

  private final CompactJws jws;
  private final SignatureSchemes schemes;

  SignTokens(CompactJws jws, SignatureSchemes schemes) {
    this.jws = jws;
    this.schemes = schemes;
  }

  @Override
  public String sign(SigningAlgorithm algorithm, String type, Map<String, ?> claims) {
    return jws.sign(algorithm, type, Json.write(claims));
  }

  @Override
  public Optional<String> halfHash(SigningAlgorithm algorithm, String value) {
    return schemes
        .of(algorithm)
        .hash(value.getBytes(StandardCharsets.US_ASCII))
        .map(hash -> Arrays.copyOf(hash, hash.length / 2))
        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString);
  }
}
