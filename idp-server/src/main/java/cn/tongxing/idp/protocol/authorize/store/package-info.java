/** Authorizations under way, and the budget of errors, in Redis. */
@NullMarked
package cn.tongxing.idp.protocol.authorize.store;

import org.jspecify.annotations.NullMarked;
