/** Taking over the accounts of an earlier system, from a file. */
@NullMarked
package cn.tongxing.idp.identity.migration;

import org.jspecify.annotations.NullMarked;
