/**
 * What the citizen's own pages show, as values in the page's language, personal data masked; the
 * templates {@code me/*} render them as the model attribute {@code page}. No Spring, no HTML here.
 */
@NullMarked
package cn.tongxing.idp.me.page;

import org.jspecify.annotations.NullMarked;
