/**
 * The single sign-on session, who takes part in it, and the propagation of its end; and the browser
 * that it lives in: its mark, its origin, the proof that a form was shown to it.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "audit", "upkeep", "outbound", "keys", "client", "identity"})
@NullMarked
package cn.tongxing.idp.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
