/** Tables and keys of grants. */
@NullMarked
package cn.tongxing.idp.protocol.grant.store;

import org.jspecify.annotations.NullMarked;
