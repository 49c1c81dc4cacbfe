/** Tests of the guarded client. */
@NullMarked
package cn.tongxing.idp.outbound.http;

import org.jspecify.annotations.NullMarked;
