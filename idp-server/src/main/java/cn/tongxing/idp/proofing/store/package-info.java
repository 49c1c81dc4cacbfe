/** Counters of tries in Redis and PostgreSQL. */
@NullMarked
package cn.tongxing.idp.proofing.store;

import org.jspecify.annotations.NullMarked;
