package cn.tongxing.idp.identity.holder;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code idp.phone-holders.*}.
 *
 * @param aDay how often the carriers are asked in any 24 hours in whose name a phone is, 0 to
 *     1,000,000; each question is billed. Beyond it nothing is known
 */
@ConfigurationProperties("idp.phone-holders")
public record HolderSettings(@DefaultValue("5000") int aDay) {

  private static final int MOST = 1_000_000;

  public HolderSettings {
    if (aDay < 0 || aDay > MOST) {
      throw new IllegalArgumentException("idp.phone-holders.a-day: from 0 to 1000000");
    }
  }
}
