/** The one time that every node goes by: the database's. */
@NullMarked
package cn.tongxing.idp.platform.time;

import org.jspecify.annotations.NullMarked;
