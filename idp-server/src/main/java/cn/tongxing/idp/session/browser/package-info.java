/** The browser's mark, and the proofs that hang on it. */
@NullMarked
package cn.tongxing.idp.session.browser;

import org.jspecify.annotations.NullMarked;
