/**
 * The sign-in transaction as a value: what is known, what is shown, what was proven. No Spring, no
 * Redis.
 */
@NullMarked
package cn.tongxing.idp.login.transaction;

import org.jspecify.annotations.NullMarked;
