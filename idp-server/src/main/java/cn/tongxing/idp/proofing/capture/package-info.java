/** What a capture must be like before an adapter sees it: nonce, order, times, sizes, formats. */
@NullMarked
package cn.tongxing.idp.proofing.capture;

import org.jspecify.annotations.NullMarked;
