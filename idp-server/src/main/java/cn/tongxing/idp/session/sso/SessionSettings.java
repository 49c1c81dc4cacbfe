package cn.tongxing.idp.session.sso;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions live. What was shown in a session counts towards its level for {@code
 * absolute}, which is therefore no longer than NIST SP 800-63B-4, 2.3.3 allows.
 *
 * @param idle without activity; 1 to 60 minutes
 * @param absolute since the last sign-in; at least {@code idle}, at most 12 hours
 * @param kept how long ended sessions stay on record; at least 31 days
 * @param maxPerPerson how many sessions of one person may be open, in as many browsers; whoever
 *     signs in once more ends one that rests on no more than that, the one used the longest ago. 1
 *     to 1000
 */
@ConfigurationProperties("idp.session")
record SessionSettings(
    @DefaultValue("15m") Duration idle,
    @DefaultValue("12h") Duration absolute,
    @DefaultValue("92d") Duration kept,
    @DefaultValue("50") int maxPerPerson) {

  SessionSettings {
    if (idle.compareTo(Duration.ofMinutes(1)) < 0 || idle.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("idp.session.idle must be 1 to 60 minutes");
    }
    if (absolute.compareTo(idle) < 0 || absolute.compareTo(Duration.ofHours(12)) > 0) {
      throw new IllegalArgumentException("idp.session.absolute must be at most 12 hours");
    }
    if (kept.compareTo(Duration.ofDays(31)) < 0) {
      throw new IllegalArgumentException("idp.session.kept must be at least 31 days");
    }
    if (maxPerPerson < 1 || maxPerPerson > 1000) {
      throw new IllegalArgumentException("idp.session.max-per-person must be 1 to 1000");
    }
  }
}
