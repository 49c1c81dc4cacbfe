/**
 * The sign-in transaction: choice of method for a wanted level, pages, the dispatcher; what is
 * proven on the way is {@code proofing}'s. Answers only "this browser is now authenticated, by
 * these factors, at this level"; knows no client and no consent.
 */
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "audit",
      "upkeep",
      "outbound",
      "keys",
      "identity",
      "session",
      "consent",
      "proofing",
      "proofing::script",
      "notice",
      "notice::sms"
    })
@NullMarked
package cn.tongxing.idp.login;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
