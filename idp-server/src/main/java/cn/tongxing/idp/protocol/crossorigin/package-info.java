/**
 * Applications in browsers: which sites' scripts may read what the back channel answers (Fetch
 * Standard, 3.2; OAuth 2.0 for Browser-Based Applications).
 */
@NullMarked
package cn.tongxing.idp.protocol.crossorigin;

import org.jspecify.annotations.NullMarked;
