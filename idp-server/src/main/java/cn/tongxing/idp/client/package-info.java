/** The registry of relying parties: redirect URIs, keys, sector, allowed scopes and levels. */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "outbound", "keys"})
@NullMarked
package cn.tongxing.idp.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
