package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.kernel.Acr;

/**
 * An adapter that is configured and switched on, as a way that can be chosen.
 *
 * @param reaches the most it can lead to, as the operator states it
 * @param available false while its upstream is known to be down
 */
public record OfferedWay(
    String id, LocalizedText label, LocalizedText hint, Acr reaches, boolean available) {}
