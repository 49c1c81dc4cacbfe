/**
 * The sign-in transaction: choice of method for a wanted level, pages, the dispatcher. Answers only
 * "this browser is now authenticated, by these factors, at this level"; knows no client and no
 * consent.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "audit",
      "keys",
      "adapters",
      "identity",
      "session",
      "outbound"
    })
@NullMarked
package cn.tongxing.idp.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
