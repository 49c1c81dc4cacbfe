package cn.tongxing.idp.platform.settings;

import cn.tongxing.idp.kernel.Issuer;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server as a whole ({@code idp.*}).
 *
 * @param issuer the address that browsers and departments use: https, without a path; without it
 *     {@code http://localhost} and the server's port
 * @param dataFolder where the embedded PostgreSQL and Redis keep their data; read only while no
 *     database is configured
 * @param demo whether pages carry the ribbon of a demonstration
 * @param command set by administrative commands: what the server does in the background stays its
 *     own
 */
@ConfigurationProperties("idp")
record ServerSettings(
    @Nullable URI issuer,
    @DefaultValue("data") Path dataFolder,
    @DefaultValue("false") boolean demo,
    @DefaultValue("false") boolean command) {

  ServerSettings {
    if (issuer != null) {
      refuseUnsafe(issuer);
    }
  }

  private static void refuseUnsafe(URI issuer) {
    try {
      var _ = new Issuer(issuer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("idp.issuer: " + e.getMessage(), e);
    }
  }
}
