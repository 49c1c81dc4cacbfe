package cn.tongxing.idp.proofing.way;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.identity.LinkDoors;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** As they are configured; an adapter that is switched off has its own name left. */
@Component
class DoorsOfAdapters implements LinkDoors {

  private final AdapterHost host;

  DoorsOfAdapters(AdapterHost host) {
    this.host = host;
  }

  @Override
  public Set<String> of(String adapter) {
    Stream<String> doors =
        host.way(adapter).stream()
            .flatMap(each -> each.doors().stream())
            .map(door -> OfferedAdapter.way(adapter, door.action()));
    return Stream.concat(Stream.of(adapter), doors).collect(Collectors.toUnmodifiableSet());
  }
}
