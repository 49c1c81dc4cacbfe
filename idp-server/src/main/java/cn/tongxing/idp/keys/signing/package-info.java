/**
 * Signing keys in their life from next to gone, compact JWS made and checked (RFC 7515, RFC 8725),
 * and the published key set (RFC 7517). Encodes and parses by itself what is a few lines, so that
 * the path of a token has no more on it than it needs.
 */
@NullMarked
package cn.tongxing.idp.keys.signing;

import org.jspecify.annotations.NullMarked;
