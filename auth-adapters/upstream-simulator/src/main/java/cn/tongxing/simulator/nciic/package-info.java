/**
 * The classic name and number check: SOAP 1.1, one operation, an answer that holds XML in a string.
 */
@NullMarked
package cn.tongxing.simulator.nciic;

import org.jspecify.annotations.NullMarked;
