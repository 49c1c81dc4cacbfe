/**
 * The citizen's own page: who they are here, which departments have their agreement, where they are
 * signed in and with what they sign in; withdrawing, ending, removing. Shows masked data only. A
 * browser without a session is handed to {@code login}, as an authorization request is; there is no
 * client in it. Why this room may use {@code login}: {@code docs/adr/0010-citizens-page.md}.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "audit",
      "keys",
      "client",
      "identity",
      "adapters",
      "consent",
      "session",
      "login",
      "proofing"
    })
@NullMarked
package cn.tongxing.idp.me;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
