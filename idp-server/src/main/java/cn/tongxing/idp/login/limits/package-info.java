/** How many sign-ins may begin: by address on each node, and by the room that is left in Redis. */
@NullMarked
package cn.tongxing.idp.login.limits;

import org.jspecify.annotations.NullMarked;
