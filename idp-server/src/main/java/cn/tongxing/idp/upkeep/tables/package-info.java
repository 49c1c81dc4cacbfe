/** Jobs made of the rules for tables. */
@NullMarked
package cn.tongxing.idp.upkeep.tables;

import org.jspecify.annotations.NullMarked;
