/** The pool of connections to PostgreSQL and its transactions, when connections are lost. */
@NullMarked
package cn.tongxing.idp.platform.database;

import org.jspecify.annotations.NullMarked;
