/**
 * What the pages of the protocol show, as values; the templates {@code protocol/*} render them as
 * the model attribute {@code page}. Languages, display mode and the ribbon of a demonstration come
 * from the request: no record carries them. No Spring, no HTML here.
 */
@NullMarked
package cn.tongxing.idp.protocol.page;

import org.jspecify.annotations.NullMarked;
