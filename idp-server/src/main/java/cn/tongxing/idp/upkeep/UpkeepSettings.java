package cn.tongxing.idp.upkeep;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How gently tables are tidied.
 *
 * @param every between two runs for a table
 * @param batch rows deleted or moved in one transaction; 1 to 100,000
 * @param statementTimeout how long one statement may take; longer than a request's, at most 10
 *     minutes
 * @param lockTimeout how long to wait for a table that others use; at most 5 seconds, since all who
 *     come later wait behind
 * @param longestRun after which a table's run ends and leaves the rest to the next
 */
@ConfigurationProperties("idp.upkeep")
public record UpkeepSettings(
    @DefaultValue("1h") Duration every,
    @DefaultValue("5000") int batch,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("500ms") Duration lockTimeout,
    @DefaultValue("10m") Duration longestRun) {

  public UpkeepSettings {
    if (batch < 1 || batch > 100_000) {
      throw new IllegalArgumentException("idp.upkeep.batch is not in 1..100000");
    }
    atMost("every", every, Duration.ofDays(1));
    atMost("statement-timeout", statementTimeout, Duration.ofMinutes(10));
    atMost("lock-timeout", lockTimeout, Duration.ofSeconds(5));
    atMost("longest-run", longestRun, Duration.ofHours(6));
  }

  private static void atMost(String name, Duration value, Duration most) {
    if (value.toMillis() < 1 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "idp.upkeep." + name + " must be a millisecond or more, and at most " + most);
    }
  }
}
