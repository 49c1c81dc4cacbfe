package cn.tongxing.idp.session.backchannel;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the server may connect to.
 *
 * @param allowLoopback whether receivers on this machine are allowed, also without TLS: for
 *     demonstrations and tests
 */
@ConfigurationProperties("idp.outbound")
record OutboundSettings(@DefaultValue("false") boolean allowLoopback) {}
