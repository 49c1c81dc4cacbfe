/**
 * Token revocation (RFC 7009): a client gives a token back. A refresh token takes its whole grant with
 * it, an access token goes alone.
 */
@NullMarked
package cn.tongxing.idp.protocol.revocation;

import org.jspecify.annotations.NullMarked;
