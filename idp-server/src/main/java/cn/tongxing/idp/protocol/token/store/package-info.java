/** What the back channel remembers for a moment. */
@NullMarked
package cn.tongxing.idp.protocol.token.store;

import org.jspecify.annotations.NullMarked;
