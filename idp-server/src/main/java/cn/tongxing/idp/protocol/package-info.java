/** OAuth 2 and OpenID Connect: one sub-package per endpoint, and what claims are released. */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "audit",
      "upkeep",
      "keys",
      "client",
      "identity",
      "consent",
      "session",
      "proofing",
      "login"
    })
@NullMarked
package cn.tongxing.idp.protocol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
