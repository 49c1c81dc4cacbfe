/** Token introspection (RFC 7662), for the client a token was issued to or is meant for. */
@NullMarked
package cn.tongxing.idp.protocol.introspection;

import org.jspecify.annotations.NullMarked;
