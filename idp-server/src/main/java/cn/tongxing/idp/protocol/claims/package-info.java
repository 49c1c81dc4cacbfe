/**
 * What tokens and UserInfo say: claims by scope, access tokens (RFC 9068), ID tokens (OpenID
 * Connect Core 1.0, 2).
 */
@NullMarked
package cn.tongxing.idp.protocol.claims;

import org.jspecify.annotations.NullMarked;
