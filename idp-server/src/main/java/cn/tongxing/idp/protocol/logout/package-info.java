/** Signing out (OpenID Connect RP-Initiated Logout 1.0). */
@NullMarked
package cn.tongxing.idp.protocol.logout;

import org.jspecify.annotations.NullMarked;
