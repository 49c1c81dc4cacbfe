/** Token revocation (RFC 7009), by the client a token was issued to. */
@NullMarked
package cn.tongxing.idp.protocol.revocation;

import org.jspecify.annotations.NullMarked;
