/** Tests of the senders of codes. */
@NullMarked
package cn.tongxing.idp.login.sms;

import org.jspecify.annotations.NullMarked;
