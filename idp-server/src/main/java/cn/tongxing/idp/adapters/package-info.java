/**
 * Host of the adapter SPI: discovery, configuration, deadlines, circuit breaking, egress, kill
 * switch. Hands the outcome of a step to whoever runs the transaction; never talks to the browser
 * itself. Why the interface looks as it does: {@code docs/adr/0003-adapter-spi.md}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "keys", "outbound"})
@NullMarked
package cn.tongxing.idp.adapters;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
