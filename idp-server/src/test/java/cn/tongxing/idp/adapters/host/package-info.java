/** Tests of the host of the adapter interface. */
@NullMarked
package cn.tongxing.idp.adapters.host;

import org.jspecify.annotations.NullMarked;
