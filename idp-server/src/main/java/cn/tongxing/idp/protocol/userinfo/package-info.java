/**
 * The UserInfo endpoint (OpenID Connect Core 1.0, 5.3), as a protected resource (RFC 6750). Reads
 * only.
 */
@NullMarked
package cn.tongxing.idp.protocol.userinfo;

import org.jspecify.annotations.NullMarked;
