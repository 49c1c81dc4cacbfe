/**
 * The authorization endpoint (RFC 6749 3.1, OpenID Connect Core 1.0, 3.1.2): an ordered table of
 * checks before any page, one decision on what is still missing, and the dispatcher that sends the
 * browser to sign in or to agree and then issues. See {@code docs/protocol/authorize.md}.
 */
@NullMarked
package cn.tongxing.idp.protocol.authorize;

import org.jspecify.annotations.NullMarked;
