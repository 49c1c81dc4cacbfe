/**
 * The token endpoint (RFC 6749 3.2) and client authentication (2.3): the engine's filters and
 * messages, our decisions behind them ({@code docs/adr/0002-engine.md}).
 */
@NullMarked
package cn.tongxing.idp.protocol.token;

import org.jspecify.annotations.NullMarked;
