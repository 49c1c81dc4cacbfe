package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.platform.page.PageSamples.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The pages that set a self-service machine up, and others as a machine shows them. */
final class KioskSamples {

  /** As the page of a link is named by its controller. */
  private enum Key {
    WAITS,
    GONE,
    ELSEWHERE
  }

  private KioskSamples() {}

  static void addTo(Map<String, Sample> all) {
    for (Key key : Key.values()) {
      all.put("kiosk-key-" + key.name().toLowerCase(Locale.ROOT), new Sample("kiosk/key", key));
    }
    all.put("kiosk-key-gone-machine", new Sample("kiosk/key", Key.GONE));
    all.put("kiosk-ready-machine", new Sample("kiosk/ready", ""));
    for (String other :
        List.of("consent", "choose-method", "about-terms", "account-frozen", "home-kiosk")) {
      all.put(other + "-machine", java.util.Objects.requireNonNull(all.get(other)));
    }
  }
}
