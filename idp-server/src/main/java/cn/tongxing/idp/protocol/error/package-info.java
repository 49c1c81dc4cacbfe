/**
 * Error responses (RFC 6749 4.1.2.1 and 5.2, RFC 6750 3.1): the one catalogue of them, and the line
 * that each leaves in the log. {@code docs/protocol/errors.md} is made from the catalogue.
 */
@NullMarked
package cn.tongxing.idp.protocol.error;

import org.jspecify.annotations.NullMarked;
