/**
 * The contract between the identity provider and one way of proving who a person is.
 *
 * <p>Owns the vocabulary of a step ({@link cn.tongxing.adapter.spi.Step}), of its answer ({@link
 * cn.tongxing.adapter.spi.Outcome}) and of what was proven ({@link
 * cn.tongxing.adapter.spi.EvidenceItem}). The host owns everything that touches the browser: pages,
 * cookies, state, time-outs, limits, and the level of assurance that follows from the facts. An
 * adapter never learns which relying party the person is going to.
 */
@NullMarked
package cn.tongxing.adapter.spi;

import org.jspecify.annotations.NullMarked;
