package cn.tongxing.idp.me;

import cn.tongxing.adapter.spi.LocalizedText;

/**
 * Whom an upstream names when somebody signs in for no department but for their own account: the
 * office that answers for the service.
 */
public record OurOffice(LocalizedText name) {}
