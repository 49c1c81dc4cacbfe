/** Row t of the table: who takes over an account that was opened by name and number alone. */
@NullMarked
package cn.tongxing.idp.identity.takeover;

import org.jspecify.annotations.NullMarked;
