/** Upstreams that are told of citizens: noted with the effect, told after the commit. */
@NullMarked
package cn.tongxing.idp.proofing.peer;

import org.jspecify.annotations.NullMarked;
