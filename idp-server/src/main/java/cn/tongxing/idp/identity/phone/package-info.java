/** Whose a phone is: bindings that are fresh, those that are not, numbers that changed hands. */
@NullMarked
package cn.tongxing.idp.identity.phone;

import org.jspecify.annotations.NullMarked;
