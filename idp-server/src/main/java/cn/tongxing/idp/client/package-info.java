/** The registry of relying parties: redirect URIs, keys, sector, allowed scopes and levels. */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "keys", "outbound"})
@NullMarked
package cn.tongxing.idp.client;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
