package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A signing key ready for use. */
final class LoadedKey {

  private final Jwk jwk;
  private final String kid;
  private final SigningKeyState state;
  private final SignatureScheme.Verifier verifier;
  private final SignatureScheme.@Nullable Signer signer;
  private final @Nullable Instant retiringUntil;
  private final Map<String, byte[]> heads = new ConcurrentHashMap<>();

  LoadedKey(
      Jwk jwk,
      SigningKeyState state,
      SignatureScheme.Verifier verifier,
      SignatureScheme.@Nullable Signer signer,
      @Nullable Instant retiringUntil) {
    this.jwk = jwk;
    this.kid = jwk.thumbprint();
    this.state = state;
    this.verifier = verifier;
    this.signer = signer;
    this.retiringUntil = retiringUntil;
  }

  String kid() {
    return kid;
  }

  Jwk jwk() {
    return jwk;
  }

  SigningAlgorithm algorithm() {
    return jwk.algorithm();
  }

  SigningKeyState state() {
    return state;
  }

  boolean verify(byte[] input, byte[] signature) {
    return verifier.verify(input, signature);
  }

  /** By the active key only. */
  byte[] sign(byte[] input) {
    if (signer == null) {
      throw new IllegalStateException("key " + kid + " does not sign");
    }
    return signer.sign(input);
  }

  boolean expiredAt(Instant now) {
    return retiringUntil != null
        && state == SigningKeyState.RETIRING
        && !now.isBefore(retiringUntil);
  }

  /** Header and dot of a compact JWS, encoded once. Types are few: they come from our code. */
  byte[] head(String type) {
    return heads.computeIfAbsent(type, this::encodeHead);
  }

  private byte[] encodeHead(String type) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("alg", algorithm().jose());
    header.put("kid", kid);
    header.put("typ", type);
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(header));
    return (encoded + ".").getBytes(StandardCharsets.US_ASCII);
  }
}
