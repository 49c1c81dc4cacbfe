/**
 * Two departments' applications, built on the SDK only: a hospital's appointments and the housing
 * fund. They show what a relying party has to do: send the citizen away, check what comes back,
 * keep a session of its own, end it when told to.
 */
@NullMarked
package cn.tongxing.sample;

import org.jspecify.annotations.NullMarked;
