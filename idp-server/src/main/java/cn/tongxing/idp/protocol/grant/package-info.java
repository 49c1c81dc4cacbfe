/**
 * Grants: what a person allowed one client. The code that becomes one, the refresh family that
 * lives on it, and its end. Minted in Redis, spent in PostgreSQL ({@code docs/adr/0008-grants.md}).
 */
@NullMarked
package cn.tongxing.idp.protocol.grant;

import org.jspecify.annotations.NullMarked;
