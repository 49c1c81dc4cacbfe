/** The ways to prove something, each a step's judge; none knows the others. */
@NullMarked
package cn.tongxing.idp.proofing.way;

import org.jspecify.annotations.NullMarked;
