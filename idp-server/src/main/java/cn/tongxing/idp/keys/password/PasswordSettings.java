package cn.tongxing.idp.keys.password;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code idp.password.*}.
 *
 * @param refusalStep a wrong password is answered after this time, or the next multiple of it; at
 *     least twice what the most expensive imported hash takes. At least 100 ms, which no shorter
 *     comparison shows through; at most 5 s: the sign-in is claimed meanwhile
 */
@ConfigurationProperties("idp.password")
record PasswordSettings(@DefaultValue("1s") Duration refusalStep) {

  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofSeconds(5);

  PasswordSettings {
    if (refusalStep.compareTo(LEAST) < 0 || refusalStep.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "idp.password.refusal-step: from 100 milliseconds to 5 seconds");
    }
  }
}
