/** The operator's table of networks and their places. */
@NullMarked
package cn.tongxing.idp.proofing.place;

import org.jspecify.annotations.NullMarked;
