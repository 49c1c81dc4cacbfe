package cn.tongxing.sdk;

import com.nimbusds.jose.jwk.Curve;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;

/** How an application shows that it is the registered one (client authentication). */
public sealed interface ClientCredential {

  /** A public client: it shows nothing. */
  record None() implements ClientCredential {}

  /** {@code client_secret_basic}. */
  record Secret(String secret) implements ClientCredential {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Secret[]";
    }
  }

  /**
   * {@code private_key_jwt} by ES256: each call brings a new assertion, good for a minute.
   *
   * @param key on P-256, whose public part is registered
   * @param keyId the {@code kid} that it is registered by
   */
  record SigningKey(PrivateKey key, String keyId) implements ClientCredential {

    public SigningKey {
      if (!(key instanceof ECPrivateKey ec) || !isP256(ec.getParams())) {
        throw new IllegalArgumentException("the key must be on P-256, for ES256");
      }
      if (keyId == null || keyId.isBlank()) {
        throw new IllegalArgumentException("the key must have the kid that it is registered by");
      }
    }

    /** By all its numbers: other curves are of 256 bits too. */
    private static boolean isP256(ECParameterSpec of) {
      ECParameterSpec p256 = Curve.P_256.toECParameterSpec();
      return of.getCurve().getField().equals(p256.getCurve().getField())
          && of.getCurve().getA().equals(p256.getCurve().getA())
          && of.getCurve().getB().equals(p256.getCurve().getB())
          && of.getGenerator().equals(p256.getGenerator())
          && of.getOrder().equals(p256.getOrder())
          && of.getCofactor() == p256.getCofactor();
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "SigningKey[" + keyId + "]";
    }
  }
}
