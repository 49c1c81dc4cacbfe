/**
 * What holds for every request before any module sees it: whose forwarded headers count, which host
 * is ours, which headers every answer carries.
 */
@NullMarked
package cn.tongxing.idp.platform.web;

import org.jspecify.annotations.NullMarked;
