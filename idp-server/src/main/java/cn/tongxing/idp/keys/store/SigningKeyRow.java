package cn.tongxing.idp.keys.store;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as it is stored.
 *
 * @param kid RFC 7638 thumbprint
 * @param publicKey SubjectPublicKeyInfo
 * @param privateKey PKCS #8, sealed; null when the key is gone
 * @param retiringUntil when a retiring key will be gone
 */
public record SigningKeyRow(
    String kid,
    SigningAlgorithm algorithm,
    SigningKeyState state,
    byte[] publicKey,
    byte @Nullable [] privateKey,
    Instant createdAt,
    @Nullable Instant activatedAt,
    @Nullable Instant retiringUntil) {

  @Override
  public String toString() {
    return "SigningKeyRow[" + kid + ", " + algorithm + ", " + state + "]";
  }
}
