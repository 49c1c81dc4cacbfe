/** Turning proofs into persons, and reading what is known of them. */
@NullMarked
package cn.tongxing.idp.identity.person;

import org.jspecify.annotations.NullMarked;
