/**
 * The hash chain over the trail: the sealer that makes it, the verifier that walks it. Why it is
 * made after the commit and not within: {@code docs/adr/0006-audit-chain.md}.
 */
@NullMarked
package cn.tongxing.idp.audit.chain;

import org.jspecify.annotations.NullMarked;
