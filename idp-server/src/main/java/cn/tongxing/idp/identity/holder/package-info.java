/** In whose name phones are: asked once for a person and a phone, under a number a day. */
@NullMarked
package cn.tongxing.idp.identity.holder;

import org.jspecify.annotations.NullMarked;
