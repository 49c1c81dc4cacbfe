package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheme of each algorithm, with the best arithmetic there is for it: natively by the Amazon
 * Corretto Crypto Provider where that loads and has the algorithm, else by the JDK; SM2 by Bouncy
 * Castle.
 */
final class SignatureSchemes {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureSchemes.class);
  private static final String NATIVE =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** RSA of 2048 bits: 112 bits of strength; 3072 would cost three times as much per token. */
  private static final int RSA_BITS = 2048;

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final @Nullable Provider provider;
  private final Map<SigningAlgorithm, SignatureScheme> schemes =
      new EnumMap<>(SigningAlgorithm.class);

  private SignatureSchemes(Optional<Provider> provider) {
    this.provider = provider.orElse(null);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      schemes.put(algorithm, scheme(algorithm));
    }
  }

  /** The native one where it loads, else the JDK's. */
  static SignatureSchemes best() {
    Optional<Provider> loaded = loadNative();
    LOG.info("Signing by {}", loaded.map(Provider::toString).orElse("the JDK's providers"));
    return new SignatureSchemes(loaded);
  }

  /** The JDK's own. */
  static SignatureSchemes jdk() {
    return new SignatureSchemes(Optional.empty());
  }

  boolean isNative() {
    return provider != null;
  }

  SignatureScheme of(SigningAlgorithm algorithm) {
    SignatureScheme scheme = schemes.get(algorithm);
    if (scheme == null) {
      throw new IllegalStateException("no scheme for " + algorithm);
    }
    return scheme;
  }

  private SignatureScheme scheme(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 ->
          new JcaScheme(
              "EC",
              0,
              new ECGenParameterSpec("secp256r1"),
              "SHA256withECDSAinP1363Format",
              null,
              64,
              "SHA-256",
              Jwk::p256,
              offering("EC", "SHA256withECDSAinP1363Format"));
      case RS256 -> rsa("SHA256withRSA", null);
      case PS256 -> rsa("RSASSA-PSS", PSS);
      case EDDSA -> fixed("Ed25519", 64, "SHA-512", Jwk::ed25519);
      case ML_DSA_65 -> fixed("ML-DSA-65", 3309, null, Jwk::mlDsa65);
      case SGD_SM3_SM2 -> new Sm2Scheme();
    };
  }

  private JcaScheme rsa(String signature, @Nullable PSSParameterSpec parameters) {
    return new JcaScheme(
        "RSA",
        RSA_BITS,
        null,
        signature,
        parameters,
        RSA_BITS / 8,
        "SHA-256",
        Jwk::rsa,
        offering("RSA", signature));
  }

  /** An algorithm whose one name says all. The JDK's: nothing else has been compared with it. */
  private static JcaScheme fixed(
      String name,
      int length,
      @Nullable String digest,
      Function<PublicKey, SortedMap<String, String>> jwk) {
    return new JcaScheme(name, 0, null, name, null, length, digest, jwk, null);
  }

  private @Nullable Provider offering(String family, String signature) {
    return provider != null
            && provider.getService("KeyFactory", family) != null
            && provider.getService("Signature", signature) != null
        ? provider
        : null;
  }

  private static Optional<Provider> loadNative() {
    try {
      Class<?> type = Class.forName(NATIVE);
      Provider loaded = (Provider) type.getField("INSTANCE").get(null);
      // Throws where the native library is missing or fails its self-test.
      type.getMethod("assertHealthy").invoke(loaded);
      return Optional.of(loaded);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      LOG.debug("no native provider", e);
      return Optional.empty();
    }
  }
}
