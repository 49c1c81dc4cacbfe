/**
 * Host of the adapter SPI: discovery, configuration, deadlines, state sealing, circuit breaking,
 * health.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "keys"})
@NullMarked
package cn.tongxing.idp.adapters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
