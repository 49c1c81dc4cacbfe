/**
 * Persons, their documents, evidence, upstream links and credentials; the level of assurance that
 * follows from the evidence. Personal data is sealed and found by blind index.
 */
@ApplicationModule(allowedDependencies = {"kernel", "audit", "upkeep", "keys", "notice"})
@NullMarked
package cn.tongxing.idp.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
