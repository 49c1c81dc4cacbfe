/** Freezing and thawing. */
@NullMarked
package cn.tongxing.idp.identity.freeze;

import org.jspecify.annotations.NullMarked;
