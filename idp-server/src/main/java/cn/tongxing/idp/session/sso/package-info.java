/** The session itself: its cookie, its life, its end. */
@NullMarked
package cn.tongxing.idp.session.sso;

import org.jspecify.annotations.NullMarked;
