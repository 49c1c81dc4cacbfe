/**
 * Client of the identity provider for a department's application: plain Java, discovery only.
 *
 * <p>One {@link cn.tongxing.sdk.TongxingClient} per application. It sends a citizen to the identity
 * provider with PKCE, {@code state} and {@code nonce}, checks everything that comes back, and
 * answers in closed types, so that a caller cannot forget the unhappy cases.
 */
@NullMarked
package cn.tongxing.sdk;

import org.jspecify.annotations.NullMarked;
