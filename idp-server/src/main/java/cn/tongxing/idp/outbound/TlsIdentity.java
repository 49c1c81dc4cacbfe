package cn.tongxing.idp.outbound;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Client certificate (mutual TLS, RFC 8446 4.4.2) and trust anchors towards one upstream, as files
 * in PEM.
 *
 * @param certificate what this server shows, with its chain
 * @param key its private key, PKCS #8, not encrypted: the file's rights protect it
 * @param authorities whom alone to trust; the machine's own if left out
 */
public record TlsIdentity(
    Optional<Path> certificate, Optional<Path> key, Optional<Path> authorities) {

  public TlsIdentity {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("tls: certificate and key go together");
    }
    if (certificate.isEmpty() && authorities.isEmpty()) {
      throw new IllegalArgumentException("tls: a certificate or authorities");
    }
  }
}
