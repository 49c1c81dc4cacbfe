/** Identifiers of persons for sectors. */
@NullMarked
package cn.tongxing.idp.identity.subject;

import org.jspecify.annotations.NullMarked;
