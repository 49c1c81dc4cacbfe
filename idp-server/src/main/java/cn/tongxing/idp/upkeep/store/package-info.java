/** The statements of upkeep: months made, healed and dropped, rows deleted in batches. */
@NullMarked
package cn.tongxing.idp.upkeep.store;

import org.jspecify.annotations.NullMarked;
