/** The room's table. */
@NullMarked
package cn.tongxing.idp.notice.store;

import org.jspecify.annotations.NullMarked;
