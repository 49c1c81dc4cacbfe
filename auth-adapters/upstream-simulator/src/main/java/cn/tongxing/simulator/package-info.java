/**
 * Plays every upstream of the identity provider over HTTP on the loopback interface, with one
 * synthetic population and named faults. For demonstrations and tests; holds no real person's data.
 *
 * <p>Shares no code with the adapters: what both sides compute is computed twice, so that a mistake
 * of one shows.
 */
@NullMarked
package cn.tongxing.simulator;

import org.jspecify.annotations.NullMarked;
