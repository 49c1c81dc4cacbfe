/** Tests of the carriers' checks, against the simulated reseller. */
@NullMarked
package cn.tongxing.idp.carriers;

import org.jspecify.annotations.NullMarked;
