/** Tests of the egress allow-list. */
@NullMarked
package cn.tongxing.idp.outbound.address;

import org.jspecify.annotations.NullMarked;
