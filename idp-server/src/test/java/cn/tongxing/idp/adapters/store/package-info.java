/** Tests of what the adapters' host keeps. */
@NullMarked
package cn.tongxing.idp.adapters.store;

import org.jspecify.annotations.NullMarked;
