package cn.tongxing.idp.outbound.http;

import cn.tongxing.idp.outbound.address.OutboundSettings.Authority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

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
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, TlsFiles.trust(Optional.of(authority.file())), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "idp.outbound.authorities: no certificates can be read from " + authority.file(), e);
    }
  }
}
