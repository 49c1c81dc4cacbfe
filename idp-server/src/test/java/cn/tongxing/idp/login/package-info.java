/** Tests of the sign-in over real PostgreSQL and Redis, with adapters of their own. */
@NullMarked
package cn.tongxing.idp.login;

import org.jspecify.annotations.NullMarked;
