/**
 * The one guarded way out (egress; protection against server-side request forgery, OWASP SSRF):
 * every HTTP request that the server makes goes through {@link
 * cn.tongxing.idp.outbound.GuardedHttp}. The name is resolved once, its addresses are checked, and
 * the checked address is the one connected to; https, no redirect, bounded in time and bytes. What
 * a caller asks for is its own; where it may be asked is decided here. Why: {@code
 * docs/adr/0015-one-guarded-way-out.md}; settings: {@code docs/operations/outbound.md}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit"})
@NullMarked
package cn.tongxing.idp.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
