package cn.tongxing.idp.keys.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.ECPoint;

/**
 * SM2 with SM3 (GB/T 32918.2) and the default identity of GM/T 0009 10: over the JWS signing input
 * itself, r and s of 32 bytes each. Bouncy Castle's own classes, with the curve's dedicated field.
 */
final class Sm2Scheme implements SignatureScheme {

  private static final int BYTES = 32;

  private static final ECNamedDomainParameters DOMAIN =
      new ECNamedDomainParameters(
          GMObjectIdentifiers.sm2p256v1, CustomNamedCurves.getByName("sm2p256v1"));

  @Override
  public Pair generate(SecureRandom random) {
    try {
      var generator = new ECKeyPairGenerator();
      generator.init(new ECKeyGenerationParameters(DOMAIN, random));
      var pair = generator.generateKeyPair();
      return new Pair(
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()).getEncoded(),
          PrivateKeyInfoFactory.createPrivateKeyInfo(pair.getPrivate()).getEncoded());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // in memory
    }
  }

  @Override
  public Signer signer(byte[] privateKey) {
    BigInteger secret =
        ((ECPrivateKeyParameters) read(() -> PrivateKeyFactory.createKey(privateKey))).getD();
    var ready = new Ready(true, new ECPrivateKeyParameters(secret, DOMAIN));
    return input -> {
      SM2Signer signer = ready.take();
      signer.update(input, 0, input.length);
      try {
        byte[] signature = signer.generateSignature();
        ready.giveBack(signer);
        return signature;
      } catch (CryptoException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Override
  public Verifier verifier(byte[] publicKey) {
    var ready = new Ready(false, new ECPublicKeyParameters(point(publicKey), DOMAIN));
    return (input, value) -> {
      if (value.length != 2 * BYTES) {
        return false;
      }
      SM2Signer verifier = ready.take();
      verifier.update(input, 0, input.length);
      boolean right = verifier.verifySignature(value);
      ready.giveBack(verifier);
      return right;
    };
  }

  @Override
  public SortedMap<String, String> members(byte[] publicKey) {
    ECPoint point = point(publicKey);
    return Jwk.ellipticCurve(
        "SM2-P-256", point.getAffineXCoord().getEncoded(), point.getAffineYCoord().getEncoded());
  }

  @Override
  public Optional<byte[]> hash(byte[] value) {
    var digest = new SM3Digest();
    digest.update(value, 0, value.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return Optional.of(hash);
  }

  /** On the curve object that has the dedicated field: readers build a generic one. */
  private static ECPoint point(byte[] publicKey) {
    var key = (ECPublicKeyParameters) read(() -> PublicKeyFactory.createKey(publicKey));
    return DOMAIN.getCurve().decodePoint(key.getQ().getEncoded(false)).normalize();
  }

  private interface Reading {
    CipherParameters key() throws IOException;
  }

  private static CipherParameters read(Reading reading) {
    try {
      return reading.key();
    } catch (IOException e) {
      throw new IllegalStateException("a stored key cannot be read", e);
    }
  }

  /** Signers of one key: to make one costs twice what a signature does, and none is for two. */
  private record Ready(boolean signs, CipherParameters key, Queue<SM2Signer> idle) {

    Ready(boolean signs, CipherParameters key) {
      this(signs, key, new ConcurrentLinkedQueue<>());
    }

    SM2Signer take() {
      SM2Signer found = idle.poll();
      return found == null ? fresh() : found;
    }

    /** After a signature it stands at its beginning again. As many as ever ran at once. */
    void giveBack(SM2Signer signer) {
      idle.add(signer);
    }

    private SM2Signer fresh() {
      var signer = new SM2Signer(PlainDSAEncoding.INSTANCE);
      signer.init(signs, key);
      return signer;
    }
  }
}
