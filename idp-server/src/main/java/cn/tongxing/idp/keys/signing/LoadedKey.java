package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.keys.store.SigningKeyState;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
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
  private final PublicKey publicKey;
  private final @Nullable PrivateKey privateKey;
  private final @Nullable Instant retiringUntil;
  private final Map<String, byte[]> heads = new ConcurrentHashMap<>();

  LoadedKey(
      Jwk jwk,
      SigningKeyState state,
      PublicKey publicKey,
      @Nullable PrivateKey privateKey,
      @Nullable Instant retiringUntil) {
    this.jwk = jwk;
    this.kid = jwk.thumbprint();
    this.state = state;
    this.publicKey = publicKey;
    this.privateKey = privateKey;
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

  PublicKey publicKey() {
    return publicKey;
  }

  /** There for the active key only. */
  PrivateKey privateKey() {
    if (privateKey == null) {
      throw new IllegalStateException("key " + kid + " does not sign");
    }
    return privateKey;
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
    header.put("alg", algorithm().name());
    header.put("kid", kid);
    header.put("typ", type);
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(header));
    return (encoded + ".").getBytes(StandardCharsets.US_ASCII);
  }
}
