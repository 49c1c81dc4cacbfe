/**
 * Where a process begins: the server, one administrative command, or the demonstration that {@code
 * ./idp demo} runs ({@code docs/adr/0019-launcher.md}).
 */
@NullMarked
package cn.tongxing.idp.platform.launch;

import org.jspecify.annotations.NullMarked;
