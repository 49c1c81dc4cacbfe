package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.keys.SigningAlgorithm;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys change.
 *
 * @param overlap how long a replaced key still verifies; at least an hour, longer than any token
 *     lives
 * @param publishAhead how long a key is published before it may sign: what relying parties cache
 * @param algorithms that tokens may be signed with, by their {@code alg}; ES256 comes first: our
 *     own access tokens and the audit trail's checkpoints are signed with it
 * @param refreshEvery how often a node looks for changes another one made; at most 5 seconds
 */
@ConfigurationProperties("idp.keys.signing")
record SigningSettings(
    @DefaultValue({"ES256", "RS256"}) List<SigningAlgorithm> algorithms,
    @DefaultValue("2d") Duration overlap,
    @DefaultValue("1h") Duration publishAhead,
    @DefaultValue("2s") Duration refreshEvery) {

  SigningSettings {
    algorithms = List.copyOf(algorithms);
    if (algorithms.isEmpty() || algorithms.getFirst() != SigningAlgorithm.ES256) {
      throw new IllegalArgumentException("idp.keys.signing.algorithms does not begin with ES256");
    }
    if (Set.copyOf(algorithms).size() < algorithms.size()) {
      throw new IllegalArgumentException("idp.keys.signing.algorithms names one twice");
    }
    if (overlap.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException("idp.keys.signing.overlap is less than an hour");
    }
    if (publishAhead.isNegative()) {
      throw new IllegalArgumentException("idp.keys.signing.publish-ahead is negative");
    }
    if (!refreshEvery.isPositive() || refreshEvery.compareTo(Duration.ofSeconds(5)) > 0) {
      throw new IllegalArgumentException("idp.keys.signing.refresh-every is not in (0, 5s]");
    }
  }
}
