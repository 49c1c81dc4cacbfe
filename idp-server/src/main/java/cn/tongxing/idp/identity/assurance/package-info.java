/**
 * The level of identity assurance that follows from evidence: a policy that reads as a table.
 *
 * <p>Sources: the five-step scale P1 to P5 follows Guangdong's published trust grades; relation to
 * GB/T 40651-2021 and NIST SP 800-63A-4 in ADR 0007.
 */
@NullMarked
package cn.tongxing.idp.identity.assurance;

import org.jspecify.annotations.NullMarked;
