/** What a person agreed to for a client, and its withdrawal. */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "client"})
@NullMarked
package cn.tongxing.idp.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
