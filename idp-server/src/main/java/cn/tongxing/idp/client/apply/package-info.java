/** Relying parties as code: reading the file, checking it, the difference, making it so. */
@NullMarked
package cn.tongxing.idp.client.apply;

import org.jspecify.annotations.NullMarked;
