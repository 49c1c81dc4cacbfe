/** Self-service machines. */
@NullMarked
package cn.tongxing.idp.session.kiosk;

import org.jspecify.annotations.NullMarked;
