<<<<<<< HEAD
/**
 * Signing out at the wish of an application (OpenID Connect RP-Initiated Logout 1.0). Ends the single
 * sign-on session; the session module tells the other applications, the grants end with it.
 */
=======
/** Signing out (OpenID Connect RP-Initiated Logout 1.0). */
>>>>>>> protocol
@NullMarked
package cn.tongxing.idp.protocol.logout;

import org.jspecify.annotations.NullMarked;
