/** Keys that clients publish at an address of their own ({@code jwks_uri}). */
@NullMarked
package cn.tongxing.idp.client.keyset;

import org.jspecify.annotations.NullMarked;
