/**
 * How often a person, a number, an address may try. Counters live in Redis; those of numbers and
 * accounts have a floor in PostgreSQL, so that losing Redis opens nothing.
 */
@NullMarked
package cn.tongxing.idp.login.limits;

import org.jspecify.annotations.NullMarked;
