/** The one scheduler. */
@NullMarked
package cn.tongxing.idp.upkeep.schedule;

import org.jspecify.annotations.NullMarked;
