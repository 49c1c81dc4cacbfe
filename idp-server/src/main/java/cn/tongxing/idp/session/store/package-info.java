/** The tables of sessions: sessions, participants, logouts to deliver. */
@NullMarked
package cn.tongxing.idp.session.store;

import org.jspecify.annotations.NullMarked;
