/** What tests of every module share: real services and the clause tag. */
@NullMarked
package cn.tongxing.idp.testing;

import org.jspecify.annotations.NullMarked;
