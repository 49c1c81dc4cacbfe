/**
 * How often one may try (rate limits): fast counters in Redis, and a floor in PostgreSQL that its
 * loss does not touch.
 */
@NullMarked
package cn.tongxing.idp.proofing.limits;

import org.jspecify.annotations.NullMarked;
