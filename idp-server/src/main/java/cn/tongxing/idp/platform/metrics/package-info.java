/**
 * Meters by Micrometer, under the names that operators' dashboards know, and the requests' number.
 */
@NullMarked
package cn.tongxing.idp.platform.metrics;

import org.jspecify.annotations.NullMarked;
