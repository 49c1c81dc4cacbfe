package cn.tongxing.idp.identity.phone;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code idp.phone.*}.
 *
 * @param freshDays for how many days after a person's own use a code to their phone says who they
 *     are, by country code ({@code idp.phone.fresh-days.86=85}). Must be shorter than the time after
 *     which numbers given up are issued again: 90 days in the mainland. Elsewhere 30 if nothing is
 *     said
 */
@ConfigurationProperties("idp.phone")
public record PhoneSettings(@DefaultValue Map<String, Integer> freshDays) {

  private static final Map<String, Integer> USUAL =
      Map.of("86", 85, "852", 30, "853", 30, "886", 30);
  private static final int BEFORE_ISSUED_AGAIN = 89;

  public PhoneSettings {
    Map<String, Integer> days = new HashMap<>(USUAL);
    freshDays.forEach((code, value) -> {
      if (!USUAL.containsKey(code)) {
        throw new IllegalArgumentException(
            "idp.phone.fresh-days." + code + ": a country code is one of 86, 852, 853, 886");
      }
      if (value < 0 || value > BEFORE_ISSUED_AGAIN) {
        throw new IllegalArgumentException(
            "idp.phone.fresh-days." + code + ": from 0 to 89, numbers are issued again after 90");
      }
      days.put(code, value);
    });
    freshDays = Map.copyOf(days);
  }

  /** For how long a number of this country stays its owner's unasked. */
  Duration fresh(PhoneNumber phone) {
    return Duration.ofDays(freshDays.getOrDefault(phone.countryCode(), 0));
  }
}
