package cn.tongxing.idp.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lifetimes, checked at start.
 *
 * @param codeLifetime at most one minute (FAPI 2.0 5.3.2.1)
 * @param accessTokenLifetime at most five minutes: a token that a resource checks by itself cannot
 *     be taken back sooner
 * @param idTokenLifetime at most one hour
 * @param refreshGrace how long the same client gets the same successor for the token it has just
 *     used; at most ten seconds
 * @param interactionLifetime how long a person may take to sign in and agree
 * @param errorsPerMinute answers by redirect without a person having acted, for each client and
 *     address; more are shown here instead (RFC 9700 4.11)
 * @param grantsKept how long grants stay on record after they expired; at least 31 days
 * @param documentation https address of the operator's documents for departments, named in
 *     discovery; none by default
 */
@ConfigurationProperties("idp.protocol")
public record ProtocolSettings(
    @DefaultValue("60s") Duration codeLifetime,
    @DefaultValue("5m") Duration accessTokenLifetime,
    @DefaultValue("10m") Duration idTokenLifetime,
    @DefaultValue("10s") Duration refreshGrace,
    @DefaultValue("30m") Duration interactionLifetime,
    @DefaultValue("120") int errorsPerMinute,
    @DefaultValue("92d") Duration grantsKept,
    Optional<URI> documentation) {

  public ProtocolSettings {
    atMost("code-lifetime", codeLifetime, Duration.ofMinutes(1));
    atMost("access-token-lifetime", accessTokenLifetime, Duration.ofMinutes(5));
    atMost("id-token-lifetime", idTokenLifetime, Duration.ofHours(1));
    atMost("refresh-grace", refreshGrace, Duration.ofSeconds(10));
    atMost("interaction-lifetime", interactionLifetime, Duration.ofHours(1));
    if (grantsKept.compareTo(Duration.ofDays(31)) < 0) {
      throw new IllegalArgumentException("idp.protocol.grants-kept must be at least 31 days");
    }
    if (documentation.filter(uri -> !"https".equals(uri.getScheme())).isPresent()) {
      throw new IllegalArgumentException("idp.protocol.documentation must be an https address");
    }
  }

  private static void atMost(String name, Duration value, Duration most) {
    if (!value.isPositive() || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "idp.protocol." + name + " must be positive and at most " + most);
    }
  }
}
