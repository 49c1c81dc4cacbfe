package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.CitizenTime;
import java.time.Instant;
import java.util.Locale;

/** Way and date by which an account without a known name is told from others. */
public record Opened(Method method, Instant at) {

  private static final LocalizedText NETWORK_IDENTITY =
      new LocalizedText("国家网络身份认证", "國家網路身分認證", "National network identity");
  private static final LocalizedText OTHER = new LocalizedText("其他方式", "其他方式", "Another way");
  private static final LocalizedText SINCE =
      new LocalizedText("%s，%s开通", "%s，%s開通", "%s, since %s");

  /** As a person reads it. */
  public String in(Locale locale) {
    LocalizedText way =
        switch (method) {
          case NETWORK_CREDENTIAL, NETWORK_CREDENTIAL_WITH_PASSWORD -> NETWORK_IDENTITY;
          default -> OTHER;
        };
    return SINCE.in(locale).formatted(way.in(locale), CitizenTime.day(at, locale));
  }
}
