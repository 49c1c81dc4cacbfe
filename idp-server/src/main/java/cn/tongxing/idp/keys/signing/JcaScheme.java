package cn.tongxing.idp.keys.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm of the Java Cryptography Architecture. Keys are imported through the KeyFactory of
 * the provider that signs: it would translate a foreign key at each use, which costs more than it
 * saves.
 *
 * @param family the KeyFactory's name
 * @param keySize what the generator is told, in bits; none where the family has one size
 * @param curve likewise
 * @param signature the Signature's name
 * @param parameters of the signature
 * @param length of every signature in bytes; 0 where that is the provider's to check
 * @param digest that belongs to it
 * @param jwk the public members of a key
 * @param provider who does the arithmetic; null for the JDK's own
 */
record JcaScheme(
    String family,
    int keySize,
    @Nullable AlgorithmParameterSpec curve,
    String signature,
    @Nullable AlgorithmParameterSpec parameters,
    int length,
    @Nullable String digest,
    Function<PublicKey, SortedMap<String, String>> jwk,
    @Nullable Provider provider)
    implements SignatureScheme {

  @Override
  public Pair generate(SecureRandom random) {
    try {
      // By the JDK on purpose: rare, and every implementation reads its encodings.
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      if (curve != null) {
        generator.initialize(curve, random);
      } else if (keySize > 0) {
        generator.initialize(keySize, random);
      }
      KeyPair pair = generator.generateKeyPair();
      return new Pair(pair.getPublic().getEncoded(), pair.getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Signer signer(byte[] privateKey) {
    PrivateKey key = read(factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
    return input -> sign(key, input);
  }

  @Override
  public Verifier verifier(byte[] publicKey) {
    PublicKey key = publicKey(publicKey);
    return (input, value) -> verify(key, input, value);
  }

  @Override
  public SortedMap<String, String> members(byte[] publicKey) {
    return jwk.apply(publicKey(publicKey));
  }

  @Override
  public Optional<byte[]> hash(byte[] value) {
    try {
      return digest == null
          ? Optional.empty()
          : Optional.of(MessageDigest.getInstance(digest).digest(value));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] sign(PrivateKey key, byte[] input) {
    try {
      Signature signing = fresh();
      signing.initSign(key);
      signing.update(input);
      return signing.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean verify(PublicKey key, byte[] input, byte[] value) {
    if (length > 0 && value.length != length) {
      return false;
    }
    try {
      Signature verifying = fresh();
      verifying.initVerify(key);
      verifying.update(input);
      return verifying.verify(value);
    } catch (SignatureException e) {
      return false; // a value that is no signature at all
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Signature fresh() throws GeneralSecurityException {
    Signature found =
        provider == null
            ? Signature.getInstance(signature)
            : Signature.getInstance(signature, provider);
    if (parameters != null) {
      found.setParameter(parameters);
    }
    return found;
  }

  private PublicKey publicKey(byte[] encoded) {
    return read(factory -> factory.generatePublic(new X509EncodedKeySpec(encoded)));
  }

  private interface Reading<K> {
    K from(KeyFactory factory) throws GeneralSecurityException;
  }

  private <K> K read(Reading<K> reading) {
    try {
      return reading.from(
          provider == null
              ? KeyFactory.getInstance(family)
              : KeyFactory.getInstance(family, provider));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored key cannot be read", e);
    }
  }
}
