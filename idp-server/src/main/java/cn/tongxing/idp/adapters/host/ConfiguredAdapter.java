package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import java.util.concurrent.Semaphore;

/** One adapter with its guards. */
record ConfiguredAdapter(
    AdapterDescriptor descriptor,
    AuthenticationAdapter adapter,
    HostSettings settings,
    HostList redirects,
    Breaker breaker,
    Semaphore bulkhead) {

  static ConfiguredAdapter of(
      AdapterDescriptor descriptor, AuthenticationAdapter adapter, HostSettings settings) {
    return new ConfiguredAdapter(
        descriptor,
        adapter,
        settings,
        new HostList(settings.redirectHosts()),
        new Breaker(),
        new Semaphore(settings.permits()));
  }
}
