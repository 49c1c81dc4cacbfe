/** Which addresses may be connected to: a pure function of the settings. */
@NullMarked
package cn.tongxing.idp.outbound.address;

import org.jspecify.annotations.NullMarked;
