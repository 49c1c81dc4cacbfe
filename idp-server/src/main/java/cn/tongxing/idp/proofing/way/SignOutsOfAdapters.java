package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.proofing.UpstreamSignOuts;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** By which door it was gone does not matter: the adapter knows one address. */
@Component
class SignOutsOfAdapters implements UpstreamSignOuts {

  private final AdapterHost host;

  SignOutsOfAdapters(AdapterHost host) {
    this.host = host;
  }

  @Override
  public List<String> behind(Supplier<List<String>> ways) {
    List<OfferedAdapter> signOut =
        host.ways().stream()
            .filter(each -> each.descriptor().capabilities().contains(Capability.SIGNS_OUT))
            .toList();
    if (signOut.isEmpty()) {
      return List.of(); // nobody pays for what no upstream has
    }
    List<String> gone = ways.get();
    return signOut.stream()
        .filter(each -> isAny(each, gone))
        .map(each -> each.descriptor().id())
        .toList();
  }

  private static boolean isAny(OfferedAdapter adapter, Collection<String> ways) {
    String id = adapter.descriptor().id();
    return ways.contains(id)
        || adapter.doors().stream()
            .anyMatch(door -> ways.contains(new Door(id, door.action()).name()));
  }

  @Override
  public Optional<URI> address(String adapter, URI back) {
    return host.signOut(adapter, back);
  }
}
