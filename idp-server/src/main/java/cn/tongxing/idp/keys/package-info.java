/**
 * Signing keys and their rotation, JWKS, sealing of personal data, blind indexes, keyed hashes of
 * bearer values. The only place with javax.crypto and Bouncy Castle.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep"})
@NullMarked
package cn.tongxing.idp.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
