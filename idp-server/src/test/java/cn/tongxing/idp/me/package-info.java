/** The citizen's own page over HTTP, on the whole server. */
@NullMarked
package cn.tongxing.idp.me;

import org.jspecify.annotations.NullMarked;
