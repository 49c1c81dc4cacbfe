/**
 * Token introspection (RFC 7662), for the client a token was issued to, and for the resource
 * server's own client.
 */
@NullMarked
package cn.tongxing.idp.protocol.introspection;

import org.jspecify.annotations.NullMarked;
