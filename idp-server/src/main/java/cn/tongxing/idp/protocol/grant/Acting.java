package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.kernel.MandateId;
import cn.tongxing.idp.kernel.OrganisationId;

/**
 * For whom a person acts in a grant, and by which mandate (power of attorney).
 *
 * @param organisation that is acted for
 * @param mandate that allows it: a grant ends with it
 */
public record Acting(OrganisationId organisation, MandateId mandate) {}
