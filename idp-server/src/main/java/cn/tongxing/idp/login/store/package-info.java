/** Transactions and counters in Redis, floors in PostgreSQL. */
@NullMarked
package cn.tongxing.idp.login.store;

import org.jspecify.annotations.NullMarked;
