/** Two accounts that become one, and become two again: a pure plan over rows, and its keeper. */
@NullMarked
package cn.tongxing.idp.identity.merge;

import org.jspecify.annotations.NullMarked;
