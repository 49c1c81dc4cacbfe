package cn.tongxing.idp.platform.web;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;

/**
 * TLS as BCP 195 (RFC 9325 3.1.1, 4.2) wants it, where this server ends it itself: versions 1.2 and
 * 1.3, and of 1.2 only what has forward secrecy and authenticated encryption. No setting weakens
 * it.
 */
final class StrictTls {

  private static final String CIPHERS =
      String.join(
          ":",
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private StrictTls() {}

  static void apply(Connector connector) {
    for (SSLHostConfig host : connector.findSslHostConfigs()) {
      host.setProtocols("TLSv1.2+TLSv1.3");
      host.setCiphers(CIPHERS);
    }
  }
}
