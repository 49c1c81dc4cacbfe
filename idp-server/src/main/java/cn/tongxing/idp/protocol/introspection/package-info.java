/**
 * Token introspection (RFC 7662): tells the client that a token was issued to, or that it is meant for,
 * what the token says; everybody else that it is not active.
 */
@NullMarked
package cn.tongxing.idp.protocol.introspection;

import org.jspecify.annotations.NullMarked;
