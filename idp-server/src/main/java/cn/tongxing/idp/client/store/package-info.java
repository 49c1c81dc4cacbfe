/** The registry's tables. */
@NullMarked
package cn.tongxing.idp.client.store;

import org.jspecify.annotations.NullMarked;
