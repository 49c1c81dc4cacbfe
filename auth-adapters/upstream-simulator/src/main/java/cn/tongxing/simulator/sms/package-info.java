/** A provider of text messages whose messages land in an inbox that can be looked at. */
@NullMarked
package cn.tongxing.simulator.sms;

import org.jspecify.annotations.NullMarked;
