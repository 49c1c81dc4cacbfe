/** What sources say of a person, and which of it is believed (ADR 0017). */
@NullMarked
package cn.tongxing.idp.identity.claim;

import org.jspecify.annotations.NullMarked;
