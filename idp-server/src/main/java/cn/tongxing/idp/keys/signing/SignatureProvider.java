package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the arithmetic of ES256 and RS256 is done: natively by the Amazon Corretto Crypto Provider
 * where it loads, else by the JDK. Keys are imported through the same provider's KeyFactory: it
 * would translate a foreign key at each use, which costs more than it saves.
 */
final class SignatureProvider {

  private static final Logger LOG = LoggerFactory.getLogger(SignatureProvider.class);
  private static final String NATIVE =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  /** RSA of 2048 bits: 112 bits of strength; 3072 would cost three times as much per token. */
  private static final int RSA_BITS = 2048;

  private final Optional<Provider> provider;

  private SignatureProvider(Optional<Provider> provider) {
    this.provider = provider;
  }

  /** The native one where it loads, else the JDK's. */
  static SignatureProvider best() {
    Optional<Provider> loaded = loadNative();
    LOG.info("Signing by {}", loaded.map(Provider::toString).orElse("the JDK's providers"));
    return new SignatureProvider(loaded);
  }

  /** The JDK's own. */
  static SignatureProvider jdk() {
    return new SignatureProvider(Optional.empty());
  }

  boolean isNative() {
    return provider.isPresent();
  }

  KeyPair generate(SigningAlgorithm algorithm, SecureRandom random) {
    try {
      // By the JDK on purpose: rare, and every implementation reads its encodings.
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family(algorithm));
      switch (algorithm) {
        case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        case RS256 -> generator.initialize(RSA_BITS, random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  PublicKey publicKey(SigningAlgorithm algorithm, byte[] encoded) {
    try {
      return keyFactory(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored public key cannot be read", e);
    }
  }

  PrivateKey privateKey(SigningAlgorithm algorithm, byte[] encoded) {
    try {
      return keyFactory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored private key cannot be read", e);
    }
  }

  /** The signature as JWS wants it: ES256 as r and s of 32 bytes each (RFC 7518 3.4). */
  byte[] sign(SigningAlgorithm algorithm, PrivateKey key, byte[] input) {
    try {
      Signature signature = signature(algorithm);
      signature.initSign(key);
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean verify(SigningAlgorithm algorithm, PublicKey key, byte[] input, byte[] value) {
    if (algorithm == SigningAlgorithm.ES256 && value.length != 64) {
      return false;
    }
    try {
      Signature signature = signature(algorithm);
      signature.initVerify(key);
      signature.update(input);
      return signature.verify(value);
    } catch (SignatureException e) {
      return false; // a value that is no signature at all
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
    String name =
        switch (algorithm) {
          case ES256 -> "SHA256withECDSAinP1363Format";
          case RS256 -> "SHA256withRSA";
        };
    return provider.isPresent()
        ? Signature.getInstance(name, provider.get())
        : Signature.getInstance(name);
  }

  private KeyFactory keyFactory(SigningAlgorithm algorithm) throws GeneralSecurityException {
    return provider.isPresent()
        ? KeyFactory.getInstance(family(algorithm), provider.get())
        : KeyFactory.getInstance(family(algorithm));
  }

  private static String family(SigningAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "EC";
      case RS256 -> "RSA";
    };
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
