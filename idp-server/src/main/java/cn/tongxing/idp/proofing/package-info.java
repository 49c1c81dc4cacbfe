/**
 * The room for proving: interprets what adapters answer and the ways of our own (code by text
 * message, password, passkey), holds what was typed and proven on the way, keeps the limits of each
 * claim. Knows what a proof is for (its {@link cn.tongxing.idp.proofing.Purpose purpose}), ends in
 * a proven fact, and starts no session: what follows from the fact, and every page and address, is
 * the host's ({@code login} today). Source: {@code docs/adr/0012-proofing.md}.
 */
@ApplicationModule(
    allowedDependencies = {"kernel", "audit", "upkeep", "keys", "adapters", "identity"})
@NullMarked
package cn.tongxing.idp.proofing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
