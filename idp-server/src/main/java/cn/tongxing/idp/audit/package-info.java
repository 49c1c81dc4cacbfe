/**
 * The append-only trail of what happened: event catalogue, hash chain, verifier. An event commits
 * in the transaction of the effect it records; the sealer links committed rows into the chain
 * afterwards.
 */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package cn.tongxing.idp.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
