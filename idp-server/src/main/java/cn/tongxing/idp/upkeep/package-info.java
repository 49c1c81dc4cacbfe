/**
 * What the server does by the clock and not by a request: one scheduler for the jobs of all rooms,
 * and the rules by which no table grows for ever (partitions by month that heal, deletion in
 * batches). A room says what is to be done; this one does it. Why so: {@code
 * docs/adr/0016-upkeep.md}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit"})
@NullMarked
package cn.tongxing.idp.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
