/** Where the process begins: the server, or one administrative command. */
@NullMarked
package cn.tongxing.idp.platform.launch;

import org.jspecify.annotations.NullMarked;
