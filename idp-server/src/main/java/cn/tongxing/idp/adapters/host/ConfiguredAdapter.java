package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.idp.outbound.Breaker;
import java.util.List;
import java.util.concurrent.Semaphore;

/** One adapter with its guards. */
record ConfiguredAdapter(
    AdapterDescriptor descriptor,
    AuthenticationAdapter adapter,
    List<AdapterFactory.Door> doors,
    HostSettings settings,
    HostList redirects,
    Breaker breaker,
    Semaphore bulkhead) {

  static ConfiguredAdapter of(
      AdapterDescriptor descriptor,
      AuthenticationAdapter adapter,
      List<AdapterFactory.Door> doors,
      HostSettings settings) {
    return new ConfiguredAdapter(
        descriptor,
        adapter,
        doors,
        settings,
        new HostList(settings.redirectHosts()),
        new Breaker(),
        new Semaphore(settings.permits()));
  }
}
