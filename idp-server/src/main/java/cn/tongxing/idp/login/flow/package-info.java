/**
 * The dispatcher: takes one action on one transaction and says what is next. Every way in returns
 * here; no step calls another.
 */
@NullMarked
package cn.tongxing.idp.login.flow;

import org.jspecify.annotations.NullMarked;
