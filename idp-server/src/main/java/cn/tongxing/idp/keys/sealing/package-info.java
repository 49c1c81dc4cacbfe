/**
 * The key-encryption key, the data keys under it, and what they do: sealing, blind index, keyed
 * hash, the links of the audit chain. SM3 and SM4 by Bouncy Castle's own classes, without a
 * security provider.
 */
@NullMarked
package cn.tongxing.idp.keys.sealing;

import org.jspecify.annotations.NullMarked;
