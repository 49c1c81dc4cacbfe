/**
 * What the pages of a sign-in show, as values: the dispatcher decides, the templates render. No
 * Spring, no HTML here.
 */
@NamedInterface("page")
@NullMarked
package cn.tongxing.idp.login.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
