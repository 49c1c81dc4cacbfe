/** The HTTP client: pools, trust, pinned addresses. */
@NullMarked
package cn.tongxing.idp.outbound.http;

import org.jspecify.annotations.NullMarked;
