/**
 * Discovery (OpenID Connect Discovery 1.0, RFC 8414) and the key set (RFC 7517), as prebuilt bytes.
 */
@NullMarked
package cn.tongxing.idp.protocol.discovery;

import org.jspecify.annotations.NullMarked;
