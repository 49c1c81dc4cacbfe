/** The tables of identity: every statement, every sealing and every blind index of the module. */
@NullMarked
package cn.tongxing.idp.identity.store;

import org.jspecify.annotations.NullMarked;
