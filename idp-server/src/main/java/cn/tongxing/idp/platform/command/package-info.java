/**
 * The administrative commands of {@code ./idp}: each opens the server's modules without the web
 * server, on the same database (also while a server runs on it), does one thing, and says what it
 * did.
 */
@NullMarked
package cn.tongxing.idp.platform.command;

import org.jspecify.annotations.NullMarked;
