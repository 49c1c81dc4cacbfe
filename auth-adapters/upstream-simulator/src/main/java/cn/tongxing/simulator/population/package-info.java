/**
 * The synthetic citizens that every simulated upstream knows. All persons are fictitious: area code
 * 350200 is carried by practically no real card, phones are of the form 138000000xx.
 */
@NullMarked
package cn.tongxing.simulator.population;

import org.jspecify.annotations.NullMarked;
