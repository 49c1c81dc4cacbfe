/** Lua scripts of Redis, for this room's counters and for the sign-in's transactions. */
@NamedInterface("script")
@NullMarked
package cn.tongxing.idp.proofing.store.script;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
