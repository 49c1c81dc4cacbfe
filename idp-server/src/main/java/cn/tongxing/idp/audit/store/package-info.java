/** The trail's tables: events, chain, checkpoints, monthly partitions. */
@NullMarked
package cn.tongxing.idp.audit.store;

import org.jspecify.annotations.NullMarked;
