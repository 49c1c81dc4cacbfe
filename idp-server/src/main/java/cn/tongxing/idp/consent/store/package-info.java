/** The ledger of agreements. */
@NullMarked
package cn.tongxing.idp.consent.store;

import org.jspecify.annotations.NullMarked;
