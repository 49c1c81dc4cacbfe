/** The rows of keys: wrapped data keys, sealed signing keys, and the check of the master key. */
@NullMarked
package cn.tongxing.idp.keys.store;

import org.jspecify.annotations.NullMarked;
