/** How requests are read from the line: one reading only, and not for ever. */
@NullMarked
package cn.tongxing.idp.platform.connector;

import org.jspecify.annotations.NullMarked;
