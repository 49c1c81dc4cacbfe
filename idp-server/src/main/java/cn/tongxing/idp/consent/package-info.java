/**
 * What a person agreed to for a client, and its withdrawal; which terms they accepted when their
 * account was opened.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "client"})
@NullMarked
package cn.tongxing.idp.consent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
