package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS contexts from files in PEM. */
final class TlsFiles {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** The bytes say themselves which of these a key is. */
  private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

  /** Keys live in memory only, behind no password. */
  private static final char[] NONE = {};

  private TlsFiles() {}

  static SSLContext context(TlsIdentity identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(identity), trust(identity.authorities()), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("tls: " + e.getClass().getSimpleName(), e);
    }
  }

  /** The certificates of a file as anchors, and nothing else. */
  static TrustManager @Nullable [] trust(Optional<Path> authorities)
      throws IOException, GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null; // the machine's own
    }
    KeyStore anchors = empty();
    for (Certificate certificate : certificates(authorities.get())) {
      anchors.setCertificateEntry("anchor-" + anchors.size(), certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    return trust.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(TlsIdentity identity)
      throws IOException, GeneralSecurityException {
    if (identity.certificate().isEmpty() || identity.key().isEmpty()) {
      return null;
    }
    Certificate[] chain = certificates(identity.certificate().get()).toArray(new Certificate[0]);
    PrivateKey key = privateKey(identity.key().get());
    if (!belong(key, chain[0].getPublicKey())) {
      throw new IllegalArgumentException("tls: the key is not the certificate's");
    }
    KeyStore store = empty();
    store.setKeyEntry("own", key, NONE, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NONE);
    return keys.getKeyManagers();
  }

  /** What the one signs the other verifies. */
  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "EdDSA";
        };
    byte[] probe = "tls".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(probe);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException another) {
      return false; // a key of another kind
    }
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("it holds none");
      }
      return found;
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    Matcher found = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (found.find()) {
      var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
      for (String kind : KINDS) {
        try {
          return KeyFactory.getInstance(kind).generatePrivate(encoded);
        } catch (GeneralSecurityException another) {
          // of another kind
        }
      }
    }
    throw new IllegalArgumentException("tls: no private key in PKCS #8");
  }
}
