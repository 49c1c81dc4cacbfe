/** What is left of a person who is erased: nothing that says who they were. */
@NullMarked
package cn.tongxing.idp.identity.erasure;

import org.jspecify.annotations.NullMarked;
