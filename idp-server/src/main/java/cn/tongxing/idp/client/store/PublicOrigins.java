package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.BrowserOrigins;
import cn.tongxing.idp.client.Client;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All of them in memory: they are few, and anybody may ask for any. */
@Component
class PublicOrigins implements BrowserOrigins {

  private static final Duration STALENESS = Duration.ofSeconds(4);
  private static final String ALL = "all";

  private final LoadingCache<String, Set<String>> cache;

  PublicOrigins(ClientRows rows) {
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(STALENESS)
            .build(_ -> Client.origins(rows.publicRedirectUris()));
  }

  @Override
  public boolean isRegistered(String origin) {
    return cache.get(ALL).contains(origin);
  }
}
