package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.BrowserOrigins;
import cn.tongxing.idp.client.Client;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All of them in memory: they are few, and anybody may ask for any. */
@Component
class PublicOrigins implements BrowserOrigins {

  private static final String ALL = "all";

  private final SharedReadings<String, Set<String>> readings;

  PublicOrigins(ClientRows rows) {
    this.readings = new SharedReadings<>(_ -> Client.origins(rows.publicRedirectUris()));
  }

  @Override
  public boolean isRegistered(String origin) {
    return readings.get(ALL).contains(origin);
  }

  /** A change made on this node is seen at once. */
  void forget() {
    readings.forget(ALL);
  }
}
