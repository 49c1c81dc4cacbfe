/** One-time codes to phones: the port to the providers and the texts. */
@NullMarked
package cn.tongxing.idp.login.sms;

import org.jspecify.annotations.NullMarked;
