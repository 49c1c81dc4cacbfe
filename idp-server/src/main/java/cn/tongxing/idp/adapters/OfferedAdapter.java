package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.idp.kernel.Acr;

/**
 * A way to prove oneself that is configured and switched on.
 *
 * @param reaches the most it can lead to, as the operator states it; the level itself follows from
 *     the evidence alone
 * @param available false while its circuit is open
 */
public record OfferedAdapter(AdapterDescriptor descriptor, Acr reaches, boolean available) {}
