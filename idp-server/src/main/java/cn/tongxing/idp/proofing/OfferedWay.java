package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;

/**
 * An adapter that is configured and switched on, as a way that can be chosen.
 *
 * @param reaches the most it can lead to, as the operator states it; the highest without
 * @param stated whether the operator did; else it is offered for everything, and may reach little
 * @param readsPassports whether it serves who holds a foreign passport and nothing else
 * @param asksHere whether its first questions stand on a page of ours
 * @param available false while its upstream is known to be down
 */
public record OfferedWay(
    String id,
    LocalizedText label,
    LocalizedText hint,
    Acr reaches,
    boolean stated,
    boolean asksHere,
    boolean available,
    boolean readsPassports) {

  /** Whether a citizen may be told that it leads so far. */
  public boolean isSaidToReach(IdentityAssurance level) {
    return stated && reaches.identity().atLeast(level);
  }
}
