package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.Resource;
import cn.tongxing.idp.client.Resources;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Cache of resources; names that are none are kept too (negative caching). */
@Service
public class CachedResources implements Resources {

  private final SharedReadings<String, Optional<Resource>> readings;

  CachedResources(ResourceRows rows) {
    this.readings = new SharedReadings<>(rows::find);
  }

  @Override
  public Optional<Resource> find(String uri) {
    return Resource.isName(uri) ? readings.get(uri) : Optional.empty();
  }

  /** A change made on this node is seen at once. */
  public void forget(String uri) {
    readings.forget(uri);
  }
}
