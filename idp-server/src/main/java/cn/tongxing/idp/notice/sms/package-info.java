/** Text messages, codes and notices: the port to the providers, and the texts. */
@NamedInterface("sms")
@NullMarked
package cn.tongxing.idp.notice.sms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
