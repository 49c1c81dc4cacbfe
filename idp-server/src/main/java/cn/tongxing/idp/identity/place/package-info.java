/** Where persons have signed in before, so that strangers cannot lock them out there. */
@NullMarked
package cn.tongxing.idp.identity.place;

import org.jspecify.annotations.NullMarked;
