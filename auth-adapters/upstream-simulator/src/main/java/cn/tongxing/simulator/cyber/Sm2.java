package cn.tongxing.simulator.cyber;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/**
 * SM2 written out from GB/T 32918 over plain curve points, on purpose not with the classes that an
 * adapter would use: signature (part 2) and encryption in the order C1 C3 C2 (part 4).
 */
final class Sm2 {

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("sm2p256v1");
  private static final BigInteger N = CURVE.getN();
  private static final byte[] IDENTITY = "1234567812345678".getBytes(StandardCharsets.US_ASCII);
  private static final int FIELD = 32;
  private static final int POINT = 1 + 2 * FIELD;

  private Sm2() {}

  static BigInteger randomScalar(SecureRandom random) {
    // From 1 to n-2: 1+d must have an inverse.
    return BigIntegers.createRandomInRange(BigInteger.ONE, N.subtract(BigInteger.TWO), random);
  }

  static ECPoint publicPoint(BigInteger d) {
    return CURVE.getG().multiply(d).normalize();
  }

  static ECPoint point(byte[] encoded) {
    return CURVE.getCurve().decodePoint(encoded);
  }

  /** Part 2, 6.1; r and s of 32 bytes each. */
  static byte[] sign(BigInteger d, byte[] message, SecureRandom random) {
    while (true) {
      Optional<byte[]> signature = sign(d, message, randomScalar(random));
      if (signature.isPresent()) {
        return signature.get();
      }
    }
  }

  static Optional<byte[]> sign(BigInteger d, byte[] message, BigInteger k) {
    BigInteger e = hash(publicPoint(d), message);
    BigInteger r = e.add(x(publicPoint(k))).mod(N);
    BigInteger s = d.add(BigInteger.ONE).modInverse(N).multiply(k.subtract(r.multiply(d))).mod(N);
    boolean usable = r.signum() != 0 && s.signum() != 0 && !r.add(k).equals(N);
    return usable ? Optional.of(join(fixed(r), fixed(s))) : Optional.empty();
  }

  /** Part 2, 7.1. */
  static boolean verify(ECPoint key, byte[] message, byte[] signature) {
    if (signature.length != 2 * FIELD) {
      return false;
    }
    BigInteger r = new BigInteger(1, Arrays.copyOf(signature, FIELD));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, FIELD, 2 * FIELD));
    BigInteger t = r.add(s).mod(N);
    if (!inRange(r) || !inRange(s) || t.signum() == 0) {
      return false;
    }
    ECPoint sum = CURVE.getG().multiply(s).add(key.multiply(t)).normalize();
    return !sum.isInfinity() && hash(key, message).add(x(sum)).mod(N).equals(r);
  }

  /** Part 4, 6.1. */
  static byte[] encrypt(ECPoint key, byte[] message, BigInteger k) {
    ECPoint shared = key.multiply(k).normalize();
    byte[] hidden = xor(message, stream(shared, message.length));
    return join(publicPoint(k).getEncoded(false), join(check(shared, message), hidden));
  }

  /** Part 4, 7.1; empty if it was not encrypted to this key. */
  static Optional<byte[]> decrypt(BigInteger d, byte[] text) {
    if (text.length <= POINT + FIELD) {
      return Optional.empty();
    }
    try {
      ECPoint shared = point(Arrays.copyOf(text, POINT)).multiply(d).normalize();
      byte[] hidden = Arrays.copyOfRange(text, POINT + FIELD, text.length);
      byte[] message = xor(hidden, stream(shared, hidden.length));
      byte[] due = Arrays.copyOfRange(text, POINT, POINT + FIELD);
      return MessageDigest.isEqual(due, check(shared, message))
          ? Optional.of(message)
          : Optional.empty();
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
  }

  private static byte[] check(ECPoint shared, byte[] message) {
    return sm3(xBytes(shared), message, yBytes(shared));
  }

  /** The key derivation function of part 4, 5.4.3. */
  private static byte[] stream(ECPoint shared, int length) {
    byte[] stream = new byte[0];
    for (int counter = 1; stream.length < length; counter++) {
      byte[] count = BigIntegers.asUnsignedByteArray(4, BigInteger.valueOf(counter));
      stream = join(stream, sm3(xBytes(shared), yBytes(shared), count));
    }
    return Arrays.copyOf(stream, length);
  }

  /** e = SM3(ZA, M) with ZA = SM3(ENTL, ID, a, b, G, P). */
  private static BigInteger hash(ECPoint key, byte[] message) {
    byte[] length = {(byte) ((IDENTITY.length * 8) >> 8), (byte) (IDENTITY.length * 8)};
    byte[] za =
        sm3(
            length,
            IDENTITY,
            CURVE.getCurve().getA().getEncoded(),
            CURVE.getCurve().getB().getEncoded(),
            xBytes(CURVE.getG()),
            yBytes(CURVE.getG()),
            xBytes(key),
            yBytes(key));
    return new BigInteger(1, sm3(za, message));
  }

  static byte[] sm3(byte[]... parts) {
    SM3Digest digest = new SM3Digest();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[digest.getDigestSize()];
    int written = digest.doFinal(out, 0);
    return Arrays.copyOf(out, written);
  }

  private static boolean inRange(BigInteger value) {
    return value.signum() > 0 && value.compareTo(N) < 0;
  }

  private static BigInteger x(ECPoint point) {
    return point.normalize().getAffineXCoord().toBigInteger();
  }

  private static byte[] xBytes(ECPoint point) {
    return point.normalize().getAffineXCoord().getEncoded();
  }

  private static byte[] yBytes(ECPoint point) {
    return point.normalize().getAffineYCoord().getEncoded();
  }

  private static byte[] fixed(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(FIELD, value);
  }

  private static byte[] xor(byte[] left, byte[] right) {
    byte[] out = left.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] ^= right[i];
    }
    return out;
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] joined = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, joined, left.length, right.length);
    return joined;
  }
}
