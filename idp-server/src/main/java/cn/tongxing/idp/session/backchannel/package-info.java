/**
 * OpenID Connect Back-Channel Logout 1.0: one signed logout token to each participant of an ended
 * session, from an outbox, with retries for a day. Never in the way of the person who signs out.
 */
@NullMarked
package cn.tongxing.idp.session.backchannel;

import org.jspecify.annotations.NullMarked;
