package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;

/**
 * An adapter that is configured and switched on, as a way that can be chosen.
 *
 * @param reaches the most it can lead to, as the operator states it
 * @param readsPassports whether it serves who holds a foreign passport and nothing else
 * @param asksHere whether its first questions stand on a page of ours
 * @param available false while its upstream is known to be down
 */
public record OfferedWay(
    String id,
    LocalizedText label,
    LocalizedText hint,
    Acr reaches,
    boolean asksHere,
    boolean available,
    boolean readsPassports) {}
