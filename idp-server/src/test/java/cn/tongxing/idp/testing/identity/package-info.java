/** A slice of the server for tests of identity and session: real database, keys and audit. */
@NullMarked
package cn.tongxing.idp.testing.identity;

import org.jspecify.annotations.NullMarked;
