/** Whether this node lives, and whether it may be sent people, on a port of its own. */
@NullMarked
package cn.tongxing.idp.platform.probe;

import org.jspecify.annotations.NullMarked;
