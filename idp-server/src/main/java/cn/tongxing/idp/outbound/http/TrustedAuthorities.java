package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS contexts by whom they trust. */
final class TrustedAuthorities {

  private TrustedAuthorities() {}

  /** The JVM's own. */
  static SSLContext ofTheMachine() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificates of a file, and nothing else. */
  static SSLContext of(Authority authority) {
    try (InputStream in = Files.newInputStream(authority.file())) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new GeneralSecurityException("it holds none");
      }
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      for (Certificate certificate : certificates) {
        anchors.setCertificateEntry("anchor-" + anchors.size(), certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "idp.outbound.authorities: no certificates can be read from " + authority.file(), e);
    }
  }
}
