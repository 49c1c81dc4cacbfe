package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Resource;
import cn.tongxing.idp.client.Resources;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Resources behind a cache; names that are none are kept too. */
@Service
public class CachedResources implements Resources {

  private static final Duration STALENESS = Duration.ofSeconds(4);
  private static final int RESOURCES = 10_000;

  private final LoadingCache<String, Optional<Resource>> cache;

  CachedResources(ResourceRows rows) {
    this.cache =
        Caffeine.newBuilder().maximumSize(RESOURCES).expireAfterWrite(STALENESS).build(rows::find);
  }

  @Override
  public Optional<Resource> find(String uri) {
    return cache.get(uri);
  }

  /** A change made on this node is seen at once. */
  public void forget(String uri) {
    cache.invalidate(uri);
  }
}
