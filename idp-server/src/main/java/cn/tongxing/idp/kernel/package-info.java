/** Ids and values that three or more modules share. No service, no Spring, at most 20 types. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package cn.tongxing.idp.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
