/** Transactions in Redis, the marks of used-up ones in PostgreSQL. */
@NullMarked
package cn.tongxing.idp.login.store;

import org.jspecify.annotations.NullMarked;
