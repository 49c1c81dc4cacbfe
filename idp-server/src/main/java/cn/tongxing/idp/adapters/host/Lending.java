package cn.tongxing.idp.adapters.host;

import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.UpstreamTokens;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.outbound.Destinations;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundIdentities;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What every adapter is lent a part of. */
@Component
record Lending(
    GuardedHttp outbound,
    Destinations destinations,
    OutboundIdentities identities,
    UpstreamTokens tokens,
    KeyedHash hash,
    InstantSource clock,
    SecureRandom random,
    LentWorkers workers,
    Optional<AdapterMeter> meter) {

  /** The part of one. */
  LentServices to(String adapter, HostSettings settings) {
    settings.egress().forEach(this::refuse);
    HostList egress = new HostList(settings.egress());
    GuardedHttp http = settings.tls().map(identities::as).orElse(outbound);
    return new LentServices(
        adapter,
        new EgressHttp(egress, http, clock),
        clock,
        random,
        tokens,
        hash,
        workers,
        new OwnCounters(adapter, meter.orElse(AdapterMeter.NONE)));
  }

  /**
   * Of adapters on the class path it was told before anything started; of beans it is told here.
   */
  private void refuse(String host) {
    destinations
        .refusal(URI.create("https://" + host))
        .ifPresent(why -> {
          throw new IllegalArgumentException("egress: " + why);
        });
  }
}
