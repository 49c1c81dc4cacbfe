/**
 * Named ways for an upstream to misbehave, switched on by a person or a test, with an end of their
 * own.
 */
@NullMarked
package cn.tongxing.simulator.fault;

import org.jspecify.annotations.NullMarked;
