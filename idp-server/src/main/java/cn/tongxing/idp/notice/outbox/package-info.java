/** Appending to the outbox, and its delivery. */
@NullMarked
package cn.tongxing.idp.notice.outbox;

import org.jspecify.annotations.NullMarked;
