/** The single sign-on session, who takes part in it, and the propagation of its end. */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "outbound", "keys", "client"})
@NullMarked
package cn.tongxing.idp.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
