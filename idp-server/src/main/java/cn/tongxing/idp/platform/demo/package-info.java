/** What only a demonstration has: the sample departments registered at the start. */
@NullMarked
package cn.tongxing.idp.platform.demo;

import org.jspecify.annotations.NullMarked;
