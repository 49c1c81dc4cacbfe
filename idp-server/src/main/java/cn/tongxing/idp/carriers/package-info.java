/**
 * Mobile carriers, asked through a reseller of all three (运营商核验): whether a number was issued again
 * ({@link cn.tongxing.idp.identity.ReissueCheck}), and in whose name it is registered ({@link
 * cn.tongxing.idp.identity.HolderCheck}). Both are ports of {@code identity}, which decides what
 * follows; this room only asks, by the guarded way out, behind a time limit and a circuit breaker.
 * What cannot be learnt is unknown. Why: {@code docs/adr/0025-carriers-and-take-over.md}; settings:
 * {@code docs/operations/carriers.md}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "keys", "outbound", "identity"})
@NullMarked
package cn.tongxing.idp.carriers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
