/**
 * Identity documents, names and phone numbers as values that cannot exist malformed and that mask
 * themselves when printed.
 *
 * <p>Sources: GB 11643-1999 (resident identity number), GB 18030-2022 (names), ITU-T E.164
 * (phones).
 */
@NullMarked
package cn.tongxing.adapter.spi.document;

import org.jspecify.annotations.NullMarked;
