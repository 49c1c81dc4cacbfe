package cn.tongxing.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 (RFC 8037 3.1) by the JDK: Nimbus would need Tink for it. */
final class Ed25519Verification extends EdDSAProvider implements JWSVerifier {

  private static final String NAME = "Ed25519";
  private static final int SIGNATURE_BYTES = 64;

  /** What stands before the raw key in a SubjectPublicKeyInfo (RFC 8410 4). */
  private static final byte[] HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private final PublicKey key;

  Ed25519Verification(OctetKeyPair pair) throws JOSEException {
    byte[] raw = pair.getX().decode();
    byte[] encoded = Arrays.copyOf(HEAD, HEAD.length + raw.length);
    System.arraycopy(raw, 0, encoded, HEAD.length, raw.length);
    try {
      this.key = KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new JOSEException("the key cannot be read", e);
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] input, Base64URL value) throws JOSEException {
    byte[] signature = value.decode();
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature verifying = Signature.getInstance(NAME);
      verifying.initVerify(key);
      verifying.update(input);
      return verifying.verify(signature);
    } catch (SignatureException noSignature) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new JOSEException("cannot be checked", e);
    }
  }
}
