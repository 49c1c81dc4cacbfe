/**
 * What every page needs and no page decides: language, display mode, styles and script under their
 * hashed address, error pages, the start page.
 */
@NullMarked
package cn.tongxing.idp.platform.page;

import org.jspecify.annotations.NullMarked;
