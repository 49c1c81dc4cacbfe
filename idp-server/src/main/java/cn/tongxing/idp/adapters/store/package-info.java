/** What the adapters' host keeps in Redis. */
@NullMarked
package cn.tongxing.idp.adapters.store;

import org.jspecify.annotations.NullMarked;
