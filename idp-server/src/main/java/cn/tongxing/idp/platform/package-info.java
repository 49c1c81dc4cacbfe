/**
 * Spring wiring, filter chains, error pages, clock, metrics, languages, embedded PostgreSQL and
 * Redis. Uses everything; nobody uses it.
 */
@ApplicationModule
@NullMarked
package cn.tongxing.idp.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
