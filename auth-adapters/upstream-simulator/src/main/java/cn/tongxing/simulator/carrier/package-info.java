/**
 * The three mobile carriers behind one reseller: whether a number was issued again, and in whose
 * name it is.
 *
 * <p>Source: Alibaba Cloud, Dytnsapi 2020-02-17, {@code DescribePhoneTwiceTelVerify} and {@code
 * ThreeElementsVerification}, under the signature of version 3.
 */
@NullMarked
package cn.tongxing.simulator.carrier;

import org.jspecify.annotations.NullMarked;
