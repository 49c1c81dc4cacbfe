package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.kernel.Acr;
import java.util.List;

/**
 * A way to prove oneself that is configured and switched on.
 *
 * @param doors buttons of its first form that are ways of their own
 * @param reaches the most it can lead to, as the operator states it; the level itself follows from
 *     the evidence alone
 * @param available false while its circuit is open
 */
public record OfferedAdapter(
    AdapterDescriptor descriptor, List<AdapterFactory.Door> doors, Acr reaches, boolean available) {
  public OfferedAdapter {
    doors = List.copyOf(doors);
  }
}
