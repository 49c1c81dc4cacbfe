/** Discovery, binding and guarding of adapters. */
@NullMarked
package cn.tongxing.idp.adapters.host;

import org.jspecify.annotations.NullMarked;
